// `npm run jest -- --selectProjects unit libs/mail`: jest itself would take the path for one more project and then run everything.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const PROJECTS = ['unit', 'integration', 'e2e'];
const root = path.resolve(import.meta.dirname, '../..');
const given = process.argv.slice(2);
const option = given.indexOf('--selectProjects');
const words = option < 0 ? [] : given.slice(option + 1);
const end = words.findIndex((word) => !PROJECTS.includes(word));
const projects = end < 0 ? words : words.slice(0, end);
const rest = option < 0 ? given : [...given.slice(0, option), ...words.slice(projects.length)];

const flags = ['--experimental-vm-modules', '--no-warnings', path.join(root, 'node_modules/jest/bin/jest.js')];
const config = ['--config', path.join(root, 'libs/testing/jest.config.js')];
const select = projects.length > 0 ? ['--selectProjects', ...projects] : [];
const { status } = spawnSync(process.execPath, [...flags, ...config, ...rest, ...select], { stdio: 'inherit' });
process.exitCode = status ?? 1;
