import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Dovecot, type Endpoint, greets } from './dovecot.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { mainCf, masterCf, type PostfixPlaces } from './postfix-config.js';
import { type RunningProcess, startProcess } from './process.js';
import { systemUser } from './system-user.js';
import { type TempDir, tempDir } from './temp-dir.js';

export type PostfixOptions = {
  /** Has the mailboxes and the passwords. */
  readonly dovecot: Dovecot;
  /** More lines for main.cf. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Mailboxes of the organisation: unknown users are refused at once (550 at RCPT). */
export const OUR_DOMAIN = 'test.local';

/** Mailboxes of customers, on the same servers. */
export const CUSTOMER_DOMAIN = 'customer.test';

/** Takes every recipient and then returns the mail with a delivery status notification. */
export const BOUNCING_DOMAIN = 'bounces.test';

/** Takes every recipient of who logs in and then waits: its server is away. With `delay_warning_time` it says so. */
export const AWAY_DOMAIN = 'away.test';

/** Seconds since 1970. */
const LONG_AGO_S = 1_000_000_000;

const DOMAINS = [OUR_DOMAIN, CUSTOMER_DOMAIN, BOUNCING_DOMAIN];

/**
 * Starts a real Postfix on loopback.
 *
 * Anybody may write to its domains; who logs in (with a Dovecot password) may also write to others, which it refuses at RCPT.
 * Needs root, as Postfix does.
 */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const temp = tempDir('postfix');
  const { lmtp, sasl } = options.dovecot;
  const places = { root: temp.path, port: await freePort(), domains: DOMAINS, awayDomains: [AWAY_DOMAIN], lmtp, sasl };
  mkdirSync(path.join(temp.path, 'conf'));
  writeLongAgo(path.join(temp.path, 'conf/master.cf'), masterCf(places));
  makeQueue(temp.path);
  const postfix = new Postfix(places, temp, options.settings ?? {});
  postfix.setRecipients(options.dovecot.users);
  options.dovecot.onUsersChanged((users) => postfix.setRecipients(users));
  await postfix.start();
  return postfix;
}

export class Postfix {
  private running: RunningProcess | null = null;
  private revision = 0;

  constructor(
    private readonly places: PostfixPlaces,
    private readonly temp: TempDir,
    private settings: Readonly<Record<string, string>>,
  ) {
    this.writeSettings();
  }

  get smtp(): Endpoint {
    return { host: '127.0.0.1', port: this.places.port };
  }

  /** Its log, since the first start. */
  get output(): string {
    const log = path.join(this.temp.path, 'mail.log');
    return (existsSync(log) ? readFileSync(log, 'utf8') : '') + (this.running?.output ?? '');
  }

  /** Mails that are not delivered yet, as `postqueue -j` tells them. */
  queue(): { readonly queue_name: string; readonly sender: string }[] {
    const listed = this.run('postqueue', ['-c', this.configFolder, '-j']);
    return listed
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** Starts it after `kill9` or `halt`, on the same port and queue. */
  async start(): Promise<void> {
    // A session of its own comes from startProcess; `-s` keeps master from closing what it writes to.
    const running = startProcess({ name: 'Postfix', command: '/usr/lib/postfix/sbin/master', args: ['-c', this.configFolder, '-s'] });
    this.running = running;
    await eventually(() => (running.end ? undefined : greets(this.smtp)), { timeoutMs: 30_000, everyMs: 10 });
    if (running.end) throw new Error(`Postfix did not start: ${this.output}`);
  }

  /** `kill -9` of all its processes; the queue stays, and with it every mail that was acknowledged. */
  async kill9(): Promise<void> {
    await this.running?.killTree9();
  }

  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** Goes on with other lines in main.cf beside those that it has, and with its queue. */
  async change(settings: Readonly<Record<string, string>>): Promise<void> {
    this.settings = { ...this.settings, ...settings };
    await this.halt();
    this.writeSettings();
    await this.start();
  }

  /** A clean stop that keeps the queue. */
  async halt(): Promise<void> {
    await this.running?.stop();
  }

  async stop(): Promise<void> {
    await this.kill9();
    this.temp.remove();
  }

  /** Holds from the next client on: Postfix looks at the second in which a table changed, so each version gets one of its own. */
  setRecipients(users: readonly string[]): void {
    const file = path.join(this.configFolder, 'recipients');
    writeLongAgo(file, [...users, `@${BOUNCING_DOMAIN}`].map((user) => `${user} yes\n`).join(''));
    this.run('postmap', ['-c', this.configFolder, `hash:${file}`]);
    this.revision += 1;
    utimesSync(`${file}.db`, LONG_AGO_S + this.revision, LONG_AGO_S + this.revision);
  }

  private writeSettings(): void {
    writeLongAgo(path.join(this.configFolder, 'main.cf'), mainCf(this.places, this.settings));
  }

  private get configFolder(): string {
    return path.join(this.temp.path, 'conf');
  }

  private run(command: string, args: readonly string[]): string {
    const done = spawnSync(command, args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.error?.message ?? done.stderr}`);
    return done.stdout;
  }
}

/** Postfix waits a second or two until a file that has just been written is surely whole. */
function writeLongAgo(file: string, text: string): void {
  writeFileSync(file, text);
  utimesSync(file, LONG_AGO_S, LONG_AGO_S);
}

/** As `postfix check` would make it, which takes two seconds. */
function makeQueue(root: string): void {
  const owner = systemUser('postfix');
  const groupOfPostdrop = groupId('postdrop');
  mkdirSync(path.join(root, 'queue/pid'), { recursive: true });
  mkdirSync(path.join(root, 'data'));
  chownSync(path.join(root, 'data'), owner.uid, owner.gid);
  const own = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace'];
  for (const name of own) {
    mkdirSync(path.join(root, 'queue', name), { mode: 0o700 });
    chownSync(path.join(root, 'queue', name), owner.uid, 0);
  }
  for (const [name, mode] of [
    ['maildrop', 0o730],
    ['public', 0o710],
  ] as const) {
    mkdirSync(path.join(root, 'queue', name), { mode });
    chownSync(path.join(root, 'queue', name), owner.uid, groupOfPostdrop);
  }
}

function groupId(name: string): number {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  if (!line) throw new Error(`the tests need the group ${name}: run npm test once, it installs Postfix`);
  return Number(line.split(':')[2]);
}
