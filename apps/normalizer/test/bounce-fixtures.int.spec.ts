import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseMail, type Bounce } from '@app/mail';
import { anAgent } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

const FOLDER = path.join(import.meta.dirname, '../../../libs/mail/corpus/automatic');
const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

describe('fail:L6 reports of all kinds of servers, with and without a part for machines, land on their delivery', () => {
  let app: NormalizerUnderTest;
  let answer: { messageId: string; number: number };
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    await anAgent(app.store, { teams: [app.team] });
    await app.takes(rawMail({ text: 'fixture question' }));
    const [ticket] = await app.tickets('fixture question');
    const number = ticket?.number ?? 0;
    answer = { number, messageId: (await app.answers(number, 'fixture answer')).messageId };
    await app.store.query(`update messages set reply_token = $2 where id = $1`, [answer.messageId, TOKEN]);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.eml'));

  /** The fixture as a report on our mail: with its own token, or with our id where it names its mail in plain bytes. */
  async function onOurMail(name: string): Promise<{ raw: Buffer; bounce: Bounce } | null> {
    const bytes = readFileSync(path.join(FOLDER, name));
    const found = await bounceIn(bytes);
    if (!found?.recipients.some((one) => one.address !== '' && one.outcome === 'failed')) return null;
    const [token] = found.originalReplyTokens;
    const named = token ?? found.originalMessageId?.slice(1, found.originalMessageId.indexOf('@'));
    if (named === undefined) return null;
    const raw = Buffer.from(bytes.toString('latin1').replaceAll(new RegExp(named.replace(/[^a-z0-9]/gi, '\\$&'), 'gi'), TOKEN), 'latin1');
    const bounce = await bounceIn(raw);
    return bounce?.originalReplyTokens.includes(TOKEN) ? { raw, bounce } : null;
  }

  async function bounceIn(bytes: Buffer): Promise<Bounce | null> {
    const mail = await parseMail(bytes);
    return mail.problem === null ? mail.bounce : null;
  }

  /** Our answer as if it had gone to these, and waited. */
  async function sentTo(recipients: readonly string[]): Promise<void> {
    await app.store.query(`update tickets set state = 'pending' where number = $1`, [answer.number]);
    await app.store.query(`delete from deliveries where message_id = $1`, [answer.messageId]);
    await app.store.query(
      `insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state)
       select gen_random_uuid(), m.id, m.ticket_id, m.conversation_id, $2, 'email', r, m.position, 'accepted'
       from messages m, unnest($3::text[]) as r where m.id = $1`,
      [answer.messageId, app.support, recipients],
    );
  }

  test('every one of them, and no ticket is opened by any', async () => {
    const landed: string[] = [];
    for (const name of fixtures) {
      const report = await onOurMail(name);
      if (report === null) continue;
      const failed = report.bounce.recipients.filter((one) => one.outcome === 'failed' && one.address !== '');
      const addresses = [...new Set(failed.map((one) => one.address.toLowerCase()))];
      await sentTo([...addresses, 'somebody.else@example.test']);
      await app.takes(report.raw);
      const rows = await app.store.query<{ recipient: string; state: string; code: string | null }>(
        `select recipient, state, reason ->> 'code' as code from deliveries where message_id = $1`,
        [answer.messageId],
      );
      const bounced = rows.filter((row) => row.state === 'bounced').map((row) => row.recipient);
      const untouched = rows.filter((row) => row.state === 'accepted').map((row) => row.recipient);
      expect({ name, bounced: bounced.toSorted(), untouched }).toEqual({
        name,
        bounced: addresses.toSorted(),
        untouched: ['somebody.else@example.test'],
      });
      expect(await app.store.query(`select state from tickets`)).toEqual([{ state: 'new' }]);
      landed.push(name);
    }
    expect(landed.length).toBeGreaterThan(70);
    expect(landed).toEqual(expect.arrayContaining(NAMED));
  }, 120_000);
});

/** Of whom people ask most. */
const NAMED = [
  'dsn-gmail-new.eml',
  'dsn-office-365-html-russian.eml',
  'exchange-2007-diagnostic-information.eml',
  'gmail-old-technical-details.eml',
  'dsn-postfix-unknown-user.eml',
  'dsn-yandex.eml',
  'exim-x-failed-recipients.eml',
  'exim-dsn.eml',
  'mailru-dsn.eml',
  'mailru-text-only.eml',
  'qmail-remote.eml',
  'sendmail-8-old.eml',
  'sns-ses.eml',
  'yandex-english.eml',
];
