import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DeskError, type Reason } from '@app/domain';

export type RunAs = { readonly uid: number; readonly gid: number };

/** The user that PostgreSQL runs as when root starts the product; made at the first start. */
const USER = 'otklik';

/** @throws DeskError unavailable/no-user-for-database */
export function userForRoot(say: (reason: Reason) => void): RunAs {
  const there = findUser(USER);
  if (there) return there;
  say({ code: 'making-user', params: { user: USER } });
  // `useradd` of most systems, `adduser` of busybox.
  spawnSync('useradd', ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', USER]);
  if (!findUser(USER)) spawnSync('adduser', ['-S', '-D', '-H', USER]);
  const made = findUser(USER);
  if (made) return made;
  throw new DeskError(
    'unavailable',
    'no-user-for-database',
    `PostgreSQL does not run as root, and the user ${USER} could not be made: make it, or start as another user.`,
    {
      params: { user: USER },
    },
  );
}

function findUser(name: string): RunAs | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
