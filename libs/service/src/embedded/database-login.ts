import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** How the embedded database is reached: kept in the data folder, readable by its owner alone. */
export type DatabaseLogin = z.infer<typeof DatabaseLogin>;
const DatabaseLogin = z.object({
  /** Of 127.0.0.1; the one that was free at the first start. */
  port: z.int().min(1).max(65_535),
  ownerPassword: z.string(),
  servicePassword: z.string(),
  /** Where the database is. It stays there when it is outside of a data folder that moves. */
  folder: z.string(),
});

export const OWNER = 'otklik_owner';
export const SERVICE = 'otklik_service';
export const DATABASE = 'otklik';

/** @returns null when there is none yet, or the file does not hold one: new passwords are set then */
export function readLogin(dataFolder: string): DatabaseLogin | null {
  try {
    return DatabaseLogin.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

export function newLogin(port: number, folder: string): DatabaseLogin {
  return { port, folder, ownerPassword: newPassword(), servicePassword: newPassword() };
}

/** Replaces the file in one step: a cut leaves the old one or the new one. */
export function writeLogin(dataFolder: string, login: DatabaseLogin): void {
  const unfinished = `${fileOf(dataFolder)}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(login, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, fileOf(dataFolder));
}

/** @param role whose password the URL carries */
export function databaseUrl(login: DatabaseLogin, role: typeof OWNER | typeof SERVICE): string {
  const password = role === OWNER ? login.ownerPassword : login.servicePassword;
  return `postgres://${role}:${password}@127.0.0.1:${login.port}/${DATABASE}`;
}

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'postgres.json');
}

/** Letters and digits: goes into SQL and URLs as it is. */
function newPassword(): string {
  return randomBytes(24).toString('hex');
}
