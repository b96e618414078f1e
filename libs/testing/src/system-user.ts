import { readFileSync } from 'node:fs';

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** A user of this machine; throws with its name if there is none. */
export function systemUser(name: string): SystemUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  if (!line) throw new Error(`the tests need the system user ${name}: run npm test once, it installs what is missing`);
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
