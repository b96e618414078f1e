import { readFileSync } from 'node:fs';
import type { CommitPoint } from '@app/bus';
import { type Endpoint, eventually, freePort, type RunningProcess, startProcess } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { SmtpSpeaker } from './smtp-speaker.js';

const KATE = 'kate@customer.test';
const mail = (n: number, body = 'Hello') => `From: ${KATE}\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\n${body}`;

/** The real process: what it has acknowledged is there, and what it has not comes again under the same key (`security.md` 5). */
describe('a process that mail is handed over to', () => {
  let app: EmailUnderTest;
  let inbox: string;
  const running: RunningProcess[] = [];

  beforeAll(async () => {
    app = await EmailUnderTest.start();
    await app.stopReading();
    inbox = await app.inbox({ address: 'support@shop.test', imap: null, smtp: { host: '127.0.0.1', port: 9 } });
  }, 60_000);
  afterEach(async () => {
    for (const one of running.splice(0)) await one.kill9();
  });
  afterAll(() => app.stop());

  /** Ends itself when it passes the point; without one it serves. */
  async function startEmail(fault?: CommitPoint): Promise<{ process: RunningProcess; at: Endpoint; url: string }> {
    const at = { host: '127.0.0.1', port: await freePort() };
    const port = await freePort();
    const started = startProcess({
      name: 'email',
      command: process.execPath,
      args: ['--import', '@oxc-node/core/register', 'apps/email/src/main.ts'],
      env: {
        ...app.environment,
        PORT: String(port),
        MAIL_LISTEN: `lmtp://127.0.0.1:${at.port}`,
        ...(fault === undefined ? {} : { FAULT: fault }),
      },
    });
    running.push(started);
    // Resolves as soon as it lets a client in.
    await eventually(async () => (await SmtpSpeaker.open(at)).end(), { timeoutMs: 90_000 });
    return { process: started, at, url: `http://127.0.0.1:${port}` };
  }

  async function handOver(at: Endpoint, raw: string): Promise<string> {
    const client = await SmtpSpeaker.greeted(at);
    await client.begin(KATE, ['support@shop.test']);
    const [answer = ''] = await client.data(raw);
    client.end();
    return answer;
  }

  const keysOf = async (subject: number) => {
    const rows = await app.directly.query<{ externalId: string; payload: Buffer }>(
      `select data ->> 'externalId' as "externalId", payload from events where topic = 'intake.email' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    const texts = await app.raws(inbox);
    return rows.flatMap((row, at) => (texts[at]?.includes(`Subject: ${subject}\r\n`) ? [row.externalId] : []));
  };

  test.each([
    ['W1:before', 1, 0],
    ['W1:after', 2, 1],
  ] as const)(
    'killed at commit:%s: the mail server hears nothing and hands the mail over again, under the same key (`fault:M30`)',
    async (point, n, already) => {
      const doomed = await startEmail(point);
      expect(await handOver(doomed.at, mail(n))).toBe('');
      await doomed.process.ended;
      expect(await keysOf(n)).toHaveLength(already);
      const next = await startEmail();
      expect(await handOver(next.at, mail(n))).toMatch(/^250 /);
      const keys = await keysOf(n);
      expect(keys).toHaveLength(already + 1);
      expect(new Set(keys).size).toBe(1);
    },
    240_000,
  );

  test('says where it listens, and counts what it answered', async () => {
    const { at, url } = await startEmail();
    expect(await handOver(at, mail(8))).toMatch(/^250 /);
    const health = await (await fetch(`${url}/healthz`)).text();
    expect(health).toContain(`lmtp://127.0.0.1:${at.port}`);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/otklik_mail_handed_over_total\{[^}]*answer="accepted"[^}]*\} 1/);
  });

  test('four mails of 50 MB at once are taken in flat memory (`threat:C5`)', async () => {
    const { process: serving, at } = await startEmail();
    expect(await handOver(at, mail(3, 'x'.repeat(300_000)))).toMatch(/^250 /);
    const highest = (): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${serving.pid}/status`, 'utf8'))?.[1]) * 1024;
    const before = highest();
    const chunk = Buffer.from(`${'x'.repeat(998)}\r\n`.repeat(100));
    const answers = await Promise.all(
      [4, 5, 6, 7].map(async (n) => {
        const client = await SmtpSpeaker.greeted(at);
        await client.begin(KATE, ['support@shop.test']);
        await client.say('DATA');
        client.write(mail(n, ''));
        for (let sent = 0; sent < 50_000_000; sent += chunk.length) if (!client.write(chunk)) await client.drained();
        client.write('\r\n.\r\n');
        return await client.reply();
      }),
    );
    expect(answers).toEqual(Array(4).fill(expect.stringMatching(/^250 /)));
    // Of 200 MB; what is no longer needed waits for the collector, more of it on a busy machine.
    expect(highest() - before).toBeLessThan(150_000_000);
  }, 240_000);
});
