import { type Dovecot, eventually, MailPerson, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { type InspectedMail, inspectMail } from '../src/inspect-mail.js';
import { parseMail } from '../src/parse-mail.js';
import type { ParsedMail } from '../src/parsed-mail.js';

const SUPPORT = 'support@test.local';
const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

describe('what a real Postfix writes to the sender (fail:L4, fail:L5, fail:L6)', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let support: MailPerson;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret' } });
    // Nobody listens on port 1: mail for others waits.
    postfix = await startPostfix({
      dovecot,
      settings: { default_transport: 'lmtp:inet:127.0.0.1:1', delay_warning_time: '1s' },
    });
    support = new MailPerson({ dovecot, smtp: postfix.smtp }, SUPPORT);
  }, 60_000);
  afterAll(async () => {
    await postfix.stop();
    await dovecot.stop();
  });

  /** Sends one mail of ours and waits for what the mail system says of it. */
  async function reportOn(recipients: readonly string[], more: object = {}): Promise<ParsedMail> {
    const known = dovecot.readMailbox(SUPPORT).length;
    const id = `<${TOKEN}@test.local>`;
    await support.send({ to: [...recipients], subject: 'Your order', text: 'It is on its way.', messageId: id, ...more });
    return eventually(
      async () => {
        const mails = await Promise.all(
          dovecot
            .readMailbox(SUPPORT)
            .slice(known)
            .map((raw) => parseMail(raw)),
        );
        const report = mails.find((mail) => /^mailer-daemon@/i.test(mail.from?.address ?? ''));
        if (report?.problem !== null) throw new Error('no report yet');
        return report;
      },
      { timeoutMs: 20_000 },
    );
  }

  const inspected = (mail: ParsedMail): Partial<InspectedMail> => inspectMail(mail);

  test('unknown users: each is named with the status and the words of the server, and so is our mail', async () => {
    const mail = await reportOn(['nobody@bounces.test', 'no-one@bounces.test']);
    expect(inspected(mail)).toMatchObject({ isBounce: true, bounceStatus: '5.1.1', hardBounce: true, isAutoReply: false });
    expect(mail.bounce?.recipients.map((one) => one.address).toSorted()).toEqual(['no-one@bounces.test', 'nobody@bounces.test']);
    expect(mail.bounce).toMatchObject({ originalMessageId: `<${TOKEN}@test.local>`, originalReplyTokens: [TOKEN] });
    expect(mail.bounce?.recipients[0]?.reason).toContain("User doesn't exist");
  });

  test('a mail that waits is delayed, and no address is dead', async () => {
    const mail = await reportOn(['kate@far.test'], { password: 'secret' });
    expect(inspected(mail)).toMatchObject({
      isBounce: true,
      bouncedRecipients: ['kate@far.test'],
      bounceStatus: '4.4.1',
      hardBounce: false,
    });
    expect(mail.bounce?.recipients).toMatchObject([{ outcome: 'delayed', reason: expect.stringContaining('Connection refused') }]);
  });

  test('a success that was asked for is a receipt', async () => {
    const mail = await reportOn([SUPPORT], { dsn: { id: 'x1', return: 'headers', notify: ['success'], recipient: SUPPORT } });
    expect(inspected(mail)).toMatchObject({ isBounce: false, bouncedRecipients: [] });
    expect(mail.automatic?.kind).toBe('receipt');
  });
});
