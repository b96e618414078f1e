import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLIENT_TYPES, clientTypes } from './client-types.js';

mkdirSync(path.dirname(CLIENT_TYPES), { recursive: true });
writeFileSync(CLIENT_TYPES, await clientTypes());
