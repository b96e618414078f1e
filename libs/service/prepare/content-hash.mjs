import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * One hash over the names and contents of files: unlike times of change it survives a clone, a checkout and a copy.
 *
 * @param {string} root
 * @param {readonly string[]} from files and folders below root
 * @param {RegExp} without names below root, with slashes, that do not count
 */
export function hashOf(root, from, without) {
  const hash = createHash('sha256');
  for (const name of from.flatMap((one) => filesBelow(root, one)).filter((one) => !without.test(one))) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

export function hashOfFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function filesBelow(root, name) {
  const found = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [name];
  return readdirSync(path.join(root, name))
    .filter((below) => below !== 'node_modules')
    .sort()
    .flatMap((below) => filesBelow(root, `${name}/${below}`));
}
