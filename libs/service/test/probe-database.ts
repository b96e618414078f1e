// A process of its own for embedded-database.int.spec.ts: it starts the database of a folder and is then killed.
import { EmbeddedDatabase } from '../src/embedded/embedded-database.js';
import { Log } from '../src/log.js';

const [dataFolder = ''] = process.argv.slice(2);
const log = Log.open({ service: 'probe', level: 'info', to: 'stderr' });
const database = await EmbeddedDatabase.start({ dataFolder, name: 'probe', log, say: () => undefined });
process.stdout.write(`database at ${database.ownerUrl}\n`);
setInterval(() => undefined, 60_000);
