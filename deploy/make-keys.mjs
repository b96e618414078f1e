// Makes passwords and the encryption key in a folder, once: what is there stays.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: make-keys.mjs FOLDER');
mkdirSync(folder, { recursive: true });

const superuser = key('postgres-password', password);
const owner = key('owner-password', password);
const service = key('service-password', password);
key('secret', () => randomBytes(32).toString('base64url'));
key('migrate-database-url', () => `postgres://otklik_owner:${owner}@postgres:5432/otklik`);
key('database-url', () => `postgres://otklik_service:${service}@postgres:5432/otklik`);
if (!superuser) throw new Error('no password for the superuser');

function password() {
  return randomBytes(24).toString('hex');
}

/** Whole or not at all: it gets its name last. Read by the services' user and by that of PostgreSQL's image. */
function key(name, make) {
  const file = path.join(folder, name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const value = make();
  writeFileSync(`${file}.new`, `${value}\n`, { mode: 0o444 });
  renameSync(`${file}.new`, file);
  return value;
}
