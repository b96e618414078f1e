import {
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { SystemUser } from './system-user.js';

/** One user's mail as files, one a mail, in the way Dovecot keeps it (Maildir++). */
export class Maildir {
  private delivered = 0;
  private lastMicros = 0;

  constructor(
    readonly folder: string,
    private readonly owner: SystemUser,
  ) {}

  /**
   * Puts a mail into a folder as it is; quick enough for tens of thousands. Dovecot sees it at once.
   *
   * @param receivedAt its INTERNALDATE, whole seconds (default: now)
   */
  deliver(raw: Buffer, receivedAt?: Date, folder = 'INBOX'): void {
    const root = this.rootOf(folder);
    if (!existsSync(path.join(root, 'tmp'))) this.make(root);
    this.delivered += 1;
    this.lastMicros = Math.max(this.lastMicros + 1, Date.now() * 1000);
    const [seconds, micros] = [Math.floor(this.lastMicros / 1_000_000), this.lastMicros % 1_000_000];
    const name = `${seconds}.M${micros}P${process.pid}Q${this.delivered}.otklik`;
    // Into tmp first and then renamed: a reader never sees half a mail (the promise of Maildir).
    const unfinished = path.join(root, 'tmp', name);
    const file = openSync(unfinished, 'wx', 0o600);
    writeSync(file, raw);
    fchownSync(file, this.owner.uid, this.owner.gid);
    if (receivedAt) futimesSync(file, receivedAt, receivedAt);
    closeSync(file);
    renameSync(unfinished, path.join(root, 'new', name));
  }

  /**
   * The mails of a folder in the order in which a mail program has them: by their UIDs, and then what has none yet by its arrival.
   * Of two mails that are delivered at once the one with the older name may be the one with the younger UID.
   */
  read(folder = 'INBOX'): Buffer[] {
    const uids = this.uids(folder);
    return ['cur', 'new']
      .map((state) => path.join(this.rootOf(folder), state))
      .filter((state) => existsSync(state))
      .flatMap((state) =>
        readdirSync(state).map((name) => ({ name, file: path.join(state, name), uid: uids.get(keyOf(name)) ?? Infinity })),
      )
      .sort((a, b) => inOrder(a.uid, b.uid) || arrival(a.name) - arrival(b.name) || a.name.localeCompare(b.name, 'en', { numeric: true }))
      .map(({ file }) => readFileSync(file));
  }

  /** How many mails a folder has, without reading them. */
  count(folder = 'INBOX'): number {
    const states = ['cur', 'new'].map((state) => path.join(this.rootOf(folder), state)).filter((state) => existsSync(state));
    return states.reduce((sum, state) => sum + readdirSync(state).length, 0);
  }

  /** Forgets the numbers of the mails, as a server does that was restored from a backup: the next reader gets a new UIDVALIDITY. */
  forgetUids(): void {
    for (const name of readdirSync(this.folder)) {
      if (name === 'dovecot-uidlist' || name.startsWith('dovecot.index')) rmSync(path.join(this.folder, name));
    }
  }

  /** UIDs by the names of the files, as Dovecot notes them (`dovecot-uidlist`): after a first line `UID [W123 S456] :NAME`. */
  private uids(folder: string): ReadonlyMap<string, number> {
    const list = path.join(this.rootOf(folder), 'dovecot-uidlist');
    if (!existsSync(list)) return new Map();
    const lines = readFileSync(list, 'latin1').matchAll(/^(\d+) (?:[^:\n]* )?:(.+)$/gm);
    return new Map(Array.from(lines, ([, uid, name = '']) => [keyOf(name), Number(uid)]));
  }

  private rootOf(folder: string): string {
    return folder === 'INBOX' ? this.folder : path.join(this.folder, `.${folder.replaceAll('/', '.')}`);
  }

  private make(root: string): void {
    const home = path.dirname(this.folder);
    for (const folder of [home, this.folder, root, ...['cur', 'new', 'tmp'].map((name) => path.join(root, name))]) {
      if (existsSync(folder)) continue;
      mkdirSync(folder, { mode: 0o700 });
      chownSync(folder, this.owner.uid, this.owner.gid);
    }
  }
}

/** What stays of a name when the mail's flags change: all before `:2,`. */
function keyOf(name: string): string {
  return name.replace(/:2,.*$/, '');
}

/** Where both are infinite neither is the first. */
function inOrder(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** A name begins with the second and the microsecond of the arrival: `1795391738.M149294P13156.host,S=652:2,S`. */
function arrival(name: string): number {
  const [, seconds = '0', micros = '0'] = /^(\d+)\.M(\d+)/.exec(name) ?? [];
  return Number(seconds) * 1_000_000 + Number(micros);
}
