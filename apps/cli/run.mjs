// npm run -s otklik -- COMMAND
import { runBuilt } from '../../libs/service/prepare/run-built.mjs';

await runBuilt('cli', { parts: ['server'], args: process.argv.slice(2) });
