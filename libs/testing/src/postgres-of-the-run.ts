// Started by setup.mjs as a process of its own: jest does not compile what it runs before the tests.
// Prints the superuser's URL and serves until its standard input closes, that is until jest ends, however jest ends.
import { startPostgres } from './postgres.js';

const postgres = await startPostgres();
process.stdout.write(`${postgres.url()}\n`);
process.stdin.resume().once('end', () => void postgres.stop());
