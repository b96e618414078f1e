// npm run -s bench -- NAME [--json]: builds what is missing and measures on the Node that the product runs on.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const main = path.join(root, 'dist/apps/bench/src/main.js');
if (!existsSync(main)) run('npm', ['run', '-s', 'build']);
run(path.join(root, 'node_modules/node/bin/node'), [main, ...process.argv.slice(2)]);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
