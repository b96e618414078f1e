import { runCommand } from './run-command.js';

// What it makes in the data folder is for this user alone.
process.umask(0o077);
process.exitCode = await runCommand(process.argv.slice(2));
