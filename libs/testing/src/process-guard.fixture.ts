// Run by process.int.spec.ts, which kills it: a test run that has started a server and made a folder.
import { startProcess } from './process.js';
import { tempDir } from './temp-dir.js';

const server = startProcess({ name: 'a server', command: 'sleep', args: ['1000'] });
process.stdout.write(`server ${server.pid} folder ${tempDir('guarded').path}\n`);
setInterval(() => undefined, 1000);
