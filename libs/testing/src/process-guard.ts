import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends what a test started when the test's own process ends in any way, `kill -9` included.
 *
 * A small shell waits for the end of its standard input, which the system closes when this process is gone; it then kills the
 * process groups it was told of and removes the folders. It runs only while there is something to watch.
 */
export const processGuard = {
  watchGroup: (groupId: number): void => tell('group', String(groupId)),
  forgetGroup: (groupId: number): void => tell('ungroup', String(groupId)),
  watchFolder: (folder: string): void => tell('folder', folder),
  forgetFolder: (folder: string): void => tell('unfolder', folder),
};

const SHELL = `
without() { kept=; for one in $1; do [ "$one" = "$2" ] || kept="$kept $one"; done; echo "$kept"; }
while read -r verb what; do
  case $verb in
    group) groups="$groups $what" ;;
    ungroup) groups=$(without "$groups" "$what") ;;
    folder) folders="$folders $what" ;;
    unfolder) folders=$(without "$folders" "$what") ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
[ -z "$folders" ] || { sleep 0.5; rm -rf $folders; }
`;

const watched = new Set<string>();
let shell: ChildProcess | null = null;

function tell(verb: 'group' | 'ungroup' | 'folder' | 'unfolder', what: string): void {
  const thing = `${verb.replace('un', '')} ${what}`;
  if (verb.startsWith('un')) {
    if (!watched.delete(thing)) return;
  } else {
    if (/\s/.test(what)) throw new Error(`a guarded folder has no blanks in its name: ${what}`);
    watched.add(thing);
  }
  shell ??= startShell();
  shell.stdin?.write(`${verb} ${what}\n`);
  if (watched.size > 0) return;
  shell.stdin?.end();
  shell = null;
}

/** Its own session, so that Ctrl-C in a terminal does not end it before its work is done. */
function startShell(): ChildProcess {
  const started = spawn('/bin/sh', ['-c', SHELL], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  started.unref();
  // Node's types hide that the pipe is a socket; unreferenced, it does not keep the test's process alive.
  if (started.stdin && 'unref' in started.stdin && typeof started.stdin.unref === 'function') started.stdin.unref();
  started.stdin?.on('error', () => undefined);
  return started;
}
