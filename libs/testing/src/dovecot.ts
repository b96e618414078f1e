import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { dovecotConfig, type DovecotPlaces, MAIL_USER, oauthConfig, type OAuthPlaces, PLAIN_HOST, TLS_HOST } from './dovecot-config.js';
import { eventually, until } from './eventually.js';
import { freePort } from './free-port.js';
import { Maildir } from './maildir.js';
import type { Certificate } from './own-ca.js';
import { type RunningProcess, startProcess } from './process.js';
import { systemUser } from './system-user.js';
import { type TempDir, tempDir } from './temp-dir.js';

export type Endpoint = { readonly host: string; readonly port: number };

export type DovecotOptions = {
  /** Address to password: `{ 'support@test.local': 'secret' }`. */
  readonly users?: Readonly<Record<string, string>>;
  /** Access tokens sign in, too. */
  readonly oauth?: OAuthPlaces;
  /** In place of the good one that it makes itself, e.g. an expired one of `OwnCa`. */
  readonly certificate?: Certificate;
};

/** Starts a real Dovecot on loopback: IMAP, LMTP and the passwords for Postfix. Needs root, as Dovecot does. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const temp = tempDir('dovecot');
  const places = {
    root: temp.path,
    imapPort: await freePort(PLAIN_HOST),
    startTlsPort: await freePort(TLS_HOST),
    imapsPort: await freePort(TLS_HOST),
    lmtpPort: await freePort(PLAIN_HOST),
    saslPort: await freePort(PLAIN_HOST),
    oauth: options.oauth ?? null,
  };
  makeCertificate(temp.path, options.certificate);
  writeFileSync(path.join(temp.path, 'dovecot.conf'), dovecotConfig(places));
  if (places.oauth) writeFileSync(path.join(temp.path, 'dovecot-oauth2.conf.ext'), oauthConfig(places.oauth));
  const home = path.join(temp.path, 'home');
  const owner = systemUser(MAIL_USER);
  mkdirSync(path.join(temp.path, 'passwords'));
  mkdirSync(home);
  chownSync(home, owner.uid, owner.gid);
  const dovecot = new Dovecot(places, temp);
  for (const [address, password] of Object.entries(options.users ?? {})) dovecot.addUser(address, password);
  await dovecot.start();
  return dovecot;
}

export class Dovecot {
  private readonly passwords = new Map<string, string>();
  private readonly maildirs = new Map<string, Maildir>();
  private readonly listeners: ((users: readonly string[]) => void)[] = [];
  private revision = 0;
  private running: RunningProcess | null = null;

  constructor(
    private readonly places: DovecotPlaces,
    private readonly temp: TempDir,
  ) {}

  /** Without TLS. */
  get imap(): Endpoint {
    return { host: PLAIN_HOST, port: this.places.imapPort };
  }

  /** TLS from the first byte, with `certificate`. */
  get imaps(): Endpoint {
    return { host: TLS_HOST, port: this.places.imapsPort };
  }

  /** No login before STARTTLS. */
  get imapStartTls(): Endpoint {
    return { host: TLS_HOST, port: this.places.startTlsPort };
  }

  get lmtp(): Endpoint {
    return { host: PLAIN_HOST, port: this.places.lmtpPort };
  }

  /** Dovecot's passwords for other servers (`smtpd_sasl_path`). */
  get sasl(): Endpoint {
    return { host: PLAIN_HOST, port: this.places.saslPort };
  }

  /** Signed by itself, for localhost, 127.0.0.1 and 127.0.0.2 (PEM). */
  get certificate(): string {
    return readFileSync(path.join(this.temp.path, 'cert.pem'), 'utf8');
  }

  get users(): string[] {
    return [...this.passwords.keys()];
  }

  /** What the server logged since it last started. */
  get output(): string {
    return this.running?.output ?? '';
  }

  /** Holds at once. */
  addUser(address: string, password: string): void {
    if (this.passwords.has(address)) throw new Error(`Dovecot has the user ${address} already: setPassword() changes it`);
    this.writePassword(address, password);
    for (const listener of this.listeners) listener(this.users);
  }

  /**
   * Resolves when only the new password logs in; sessions that are open stay open until `kick`.
   *
   * Dovecot looks at most once a second whether a password file changed, and then at its size and second of change.
   */
  async setPassword(address: string, password: string): Promise<void> {
    this.writePassword(address, password);
    await until(`the new password of ${address}`, () => this.logsIn(address, password), { everyMs: 100 });
  }

  /** Asks the server. */
  logsIn(address: string, password: string): boolean {
    return this.doveadm(['auth', 'test', address, password], [0, 77]).includes('auth succeeded'); // 77: refused
  }

  /** Calls back with all addresses whenever one is added. */
  onUsersChanged(listener: (users: readonly string[]) => void): void {
    this.listeners.push(listener);
  }

  /** Puts a mail into a folder of the user as it is, without SMTP; as if the server had got it at `receivedAt` (default: now). */
  deliver(user: string, raw: Buffer | string, receivedAt?: Date, folder = 'INBOX'): void {
    this.maildir(user).deliver(Buffer.from(raw), receivedAt, folder);
  }

  /** As `deliver`, for many: some thousands a second. */
  deliverMany(user: string, raws: Iterable<Buffer | string>, receivedAt?: Date): void {
    const maildir = this.maildir(user);
    for (const raw of raws) maildir.deliver(Buffer.from(raw), receivedAt);
  }

  /** Adds mails to the folder `Archive/NAME`, which is one file: a hundred thousand in a second. Lines end with LF there. */
  archive(user: string, name: string, raws: Iterable<string>, receivedAt: Date): void {
    const folder = path.join(this.temp.path, 'home', user, 'archive');
    const owner = systemUser(MAIL_USER);
    for (const made of [path.dirname(folder), folder]) {
      mkdirSync(made, { recursive: true, mode: 0o700 });
      chownSync(made, owner.uid, owner.gid);
    }
    const [weekday = '', day = '', month = '', year = '', time = ''] = receivedAt.toUTCString().split(/,? /);
    const from = `From sender@customer.test ${weekday} ${month} ${day} ${time} ${year}\n`;
    let text = '';
    for (const raw of raws) text += `${from}${raw.replaceAll('\r\n', '\n')}\n`;
    const file = path.join(folder, name);
    appendFileSync(file, text, { mode: 0o600 });
    chownSync(file, owner.uid, owner.gid);
  }

  /** The mails of a folder as they lie on the disk, in the order in which they came. */
  readMailbox(user: string, folder = 'INBOX'): Buffer[] {
    return this.maildir(user).read(folder);
  }

  /** How many mails a folder has, without reading them. */
  countMails(user: string, folder = 'INBOX'): number {
    return this.maildir(user).count(folder);
  }

  /** The flags of a folder's mails by their UIDs, as the server has them: `{ 1: '\\Seen' }`. */
  flags(user: string, folder = 'INBOX'): Record<number, string> {
    const lines = this.doveadm(['-f', 'tab', 'fetch', '-u', user, 'uid flags', 'mailbox', folder, 'all']).trim().split('\n').slice(1);
    return Object.fromEntries(lines.map((line) => line.split('\t')).map(([uid, flags = '']) => [Number(uid), flags.trim()]));
  }

  /** Removes mails for good, as another mail program does. */
  expunge(user: string, uids: string, folder = 'INBOX'): void {
    this.doveadm(['expunge', '-u', user, 'mailbox', folder, 'uid', uids]);
  }

  /** Cuts all connections of a user. */
  kick(user: string): void {
    this.doveadm(['kick', user], [0, 68]); // 68: nobody was connected
  }

  /** Cuts the user's connections and gives the inbox a new UIDVALIDITY: all its numbers begin anew. */
  newUidValidity(user: string): void {
    this.kick(user);
    this.maildir(user).forgetUids();
  }

  /** Runs doveadm on this server and gives its output. */
  doveadm(args: readonly string[], allowed: readonly number[] = [0]): string {
    const done = spawnSync('doveadm', ['-c', this.configFile, ...args], { encoding: 'utf8' });
    if (done.status === null || !allowed.includes(done.status)) throw new Error(`doveadm ${args.join(' ')}: ${done.stderr}${done.stdout}`);
    return done.stdout;
  }

  /** Starts it after `kill9` or `halt`, on the same ports and mail. */
  async start(): Promise<void> {
    const running = startProcess({ name: 'Dovecot', command: '/usr/sbin/dovecot', args: ['-F', '-c', this.configFile] });
    this.running = running;
    await eventually(() => (running.end ? undefined : greets(this.imap)), { timeoutMs: 30_000, everyMs: 10 });
    if (running.end) throw new Error(`Dovecot did not start: ${running.output}`);
  }

  /** `kill -9` of all its processes, as when the machine goes down; mail and ports stay. */
  async kill9(): Promise<void> {
    await this.running?.killTree9();
  }

  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** A clean stop that keeps the mail. */
  async halt(): Promise<void> {
    await this.running?.stop();
  }

  /** At once: a clean stop takes Dovecot a second, and the mail goes anyway. */
  async stop(): Promise<void> {
    await this.kill9();
    this.temp.remove();
  }

  private writePassword(address: string, password: string): void {
    this.passwords.set(address, password);
    this.revision += 1;
    const file = path.join(this.temp.path, 'passwords', address);
    const line = `${address}:{PLAIN.b64}${Buffer.from(password).toString('base64')}:`;
    // A comment that grows makes each version's size another.
    writeFileSync(`${file}.new`, `${line}\n#${'.'.repeat(this.revision)}\n`);
    renameSync(`${file}.new`, file);
  }

  private get configFile(): string {
    return path.join(this.temp.path, 'dovecot.conf');
  }

  private maildir(user: string): Maildir {
    if (!this.passwords.has(user)) throw new Error(`Dovecot has no user ${user}: add it with addUser()`);
    const known = this.maildirs.get(user);
    if (known) return known;
    const maildir = new Maildir(path.join(this.temp.path, 'home', user, 'Maildir'), systemUser(MAIL_USER));
    this.maildirs.set(user, maildir);
    return maildir;
  }
}

/** Resolves when the server at this address says its first word. */
export function greets({ host, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${host}:${port} closed without a greeting`)));
  });
}

function makeCertificate(folder: string, given?: Certificate): void {
  if (given) {
    writeFileSync(path.join(folder, 'key.pem'), given.key, { mode: 0o600 });
    writeFileSync(path.join(folder, 'cert.pem'), given.cert);
    return;
  }
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2';
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')];
  const done = spawnSync('openssl', ['req', '-x509', ...key, '-days', '30', '-subj', '/CN=localhost', '-addext', names, ...files], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`openssl made no certificate: ${done.error?.message ?? done.stderr}`);
}
