// The image's entry: `router` runs that service, `cli ...` the command line, `keys FOLDER` makes passwords.
import { existsSync } from 'node:fs';
import path from 'node:path';

const [service = 'standalone', ...args] = process.argv.slice(2);
const main =
  service === 'keys'
    ? path.join(import.meta.dirname, 'make-keys.mjs')
    : path.resolve(import.meta.dirname, '../dist/apps', service, 'src/main.js');
if (!/^[a-z]+$/.test(service) || !existsSync(main)) {
  console.error(`There is no service '${service}'. The image runs: email, telegram, webchat, normalizer, router, desk, standalone, cli.`);
  process.exit(2);
}
process.argv.splice(1, Infinity, main, ...args);
await import(main);
