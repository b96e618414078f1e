// What docker-compose.yml says of our own services, for starting them without Docker.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * @typedef {object} OwnService
 * @property {string} name
 * @property {string[]} command what the image's entry is given, e.g. ['router']
 * @property {Record<string, string>} environment with what the file takes from outside filled in
 */

/**
 * The containers of our own image that run for good, and the migration before them.
 *
 * @param {Record<string, string | undefined>} outside what `${NAME:-default}` is filled in from
 * @returns {{ services: OwnService[], migrate: OwnService }}
 */
export function readCompose(outside) {
  const file = parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true });
  const image = file['x-otklik'].image;
  const ours = Object.entries(file.services)
    .filter(([, service]) => service.image === image && !service.profiles && service.command[0] !== 'keys')
    .map(([name, { command, environment }]) => ({ name, command, environment: filled(environment, outside) }));
  const migrate = ours.find(({ command }) => command[1] === 'migrate');
  return { migrate, services: ours.filter((one) => one !== migrate) };
}

function filled(environment, outside) {
  const fill = (value) => String(value).replace(/\$\{(\w+):-([^}]*)\}/g, (_, name, otherwise) => outside[name] || otherwise);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}
