import type { FeedEvent } from '@app/contracts';
import {
  ADMIN,
  AWAY_DOMAIN,
  BOUNCING_DOMAIN,
  CUSTOMER_DOMAIN,
  eventually,
  type MailPerson,
  Neighbours,
  type ProductApi,
  StandaloneInstallation,
  type TimelineItem,
} from '@app/testing';

const PATIENCE = { timeoutMs: 60_000 };
const NOBODY = `nobody@${BOUNCING_DOMAIN}`;
const AWAY = `olga@${AWAY_DOMAIN}`;
const MOVED = `moved@${CUSTOMER_DOMAIN}`;
const UNKNOWN = `unknown@${CUSTOMER_DOMAIN}`;

describe('what a real Postfix says of our answers is their state, live in the ticket', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let anna: ProductApi;
  let ivan: MailPerson;
  let live: Awaited<ReturnType<ProductApi['live']>> | undefined;
  const heard: FeedEvent[] = [];

  beforeAll(async () => {
    neighbours = await Neighbours.start({
      postfix: {
        delay_warning_time: '1s',
        // Somebody who had a mailbox here, and whose mail is handed on to where it is returned.
        virtual_alias_maps: `inline:{ { ${MOVED} = ${NOBODY} } }`,
      },
    });
    ivan = neighbours.person('ivan');
    product = await StandaloneInstallation.start(neighbours);
    ({ anna } = await product.agents());
    await product.inboxesOk(await product.signIn(ADMIN));
    live = await anna.live((event) => heard.push(event));
  });
  afterAll(async () => {
    live?.close();
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  const reply = async (number: number, text: string): Promise<TimelineItem | undefined> =>
    (await anna.ticket(number)).timeline?.find((item) => item.kind === 'reply' && item.text.includes(text));
  /** State and reason of each recipient, by address. */
  const fates = async (number: number, text: string): Promise<Record<string, string>> => {
    const recipients = (await reply(number, text))?.delivery?.recipients ?? [];
    return Object.fromEntries(recipients.map(({ address, state, reason }) => [address, reason ? `${state} ${reason.code}` : state]));
  };
  const told = async (number: number): Promise<string[]> =>
    ((await anna.ticket(number)).timeline ?? []).flatMap(({ type, code }) => (type === 'event' && code ? [code] : []));
  const addresses = (...some: string[]) => some.map((address) => ({ address, name: '' }));

  async function asked(text: string): Promise<number> {
    await ivan.send({ to: Neighbours.support, subject: text, text });
    return eventually(async () => {
      const [ticket] = await anna.tickets({ q: text });
      if (!ticket) throw new Error('There is no ticket yet.');
      return ticket.number;
    }, PATIENCE);
  }

  test('fail:L4 fail:L5 fail:S2 of five recipients each has its own fate: taken, refused, returned, returned behind a forward, delayed and then returned', async () => {
    const number = await asked('question 7001');
    await anna.reply(number, 'answer 7002', { to: addresses(ivan.address), cc: addresses(UNKNOWN, NOBODY, MOVED, AWAY) });
    await eventually(async () => {
      expect(await fates(number, '7002')).toEqual({
        [ivan.address]: 'accepted',
        [UNKNOWN]: 'failed refused-recipient-unknown',
        [NOBODY]: 'bounced refused-recipient-unknown',
        [MOVED]: 'bounced refused-recipient-unknown',
        [AWAY]: 'accepted mail-delayed',
      });
    }, PATIENCE);
    // What waits is given up.
    await neighbours.postfix.change({ maximal_queue_lifetime: '1s' });
    await eventually(async () => expect(await fates(number, '7002')).toMatchObject({ [AWAY]: 'bounced refused-unreachable' }), PATIENCE);
    expect((await told(number)).filter((code) => /^delivery-|^bounce/.test(code)).toSorted()).toEqual([
      'delivery-bounced',
      'delivery-bounced',
      'delivery-bounced',
      'delivery-delayed',
      'delivery-failed',
    ]);
    expect(await anna.ticket(number)).toMatchObject({ state: 'open' });
    // Whom a report is for reads it a moment before Postfix has done with it.
    await eventually(() => expect(neighbours.postfix.queue()).toEqual([]), PATIENCE);
    await neighbours.postfix.change({ maximal_queue_lifetime: '1h' });
    await product.inboxesOk(await product.signIn(ADMIN));
  }, 180_000);

  test('fail:S2 a ticket that waited for the customer is the agent’s again when the report comes, and the console hears of it', async () => {
    const number = await asked('question 7101');
    const before = heard.length;
    await anna.reply(number, 'answer 7102', { to: addresses(NOBODY) });
    await eventually(async () => {
      expect(await anna.ticket(number)).toMatchObject({ state: 'open' });
      expect(await fates(number, '7102')).toEqual({ [NOBODY]: 'bounced refused-recipient-unknown' });
    }, PATIENCE);
    expect((await reply(number, '7102'))?.delivery?.recipients[0]?.reason?.text).toContain('550');
    const changes = (await told(number)).filter((code) => code === 'state-changed' || code.startsWith('delivery-'));
    expect(changes).toEqual(['state-changed', 'delivery-bounced', 'state-changed']);
    await eventually(() => {
      const types = heard.slice(before).map((event) => event.type);
      expect(types).toEqual(expect.arrayContaining(['reply.reported', 'ticket.changed']));
    }, PATIENCE);
  });

  test('fail:L4 the reports opened no ticket and nothing was sent because of them', async () => {
    const tickets = await anna.tickets({});
    expect(
      tickets
        .filter((ticket) => ticket.channel === 'email')
        .map((ticket) => ticket.subject)
        .toSorted(),
    ).toEqual(['question 7001', 'question 7101']);
    const received = neighbours.dovecot.readMailbox(Neighbours.support).map((raw) => raw.toString('latin1'));
    const reports = received.filter((raw) => /^From: .*MAILER-DAEMON/im.test(raw));
    expect(reports.length).toBeGreaterThanOrEqual(4);
    expect(received.length - reports.length).toBe(2);
    // Our own id of the envelope comes back, whatever else a server leaves out.
    for (const report of reports) expect(report).toMatch(/^Original-Envelope-Id: [a-z2-7]{26}\r?$/m);
    // What acknowledges his own question aside.
    const written = (await ivan.mails()).filter((mail) => !mail.headers.has('auto-submitted'));
    expect(written.map((mail) => mail.text?.includes('7002'))).toEqual([true]);
    for (const { number } of tickets.filter((ticket) => ticket.channel === 'email')) {
      const kinds = (await anna.ticket(number)).timeline?.map((item) => item.kind) ?? [];
      expect(kinds.filter((kind) => kind === 'reply')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'auto').length).toBeLessThanOrEqual(1);
    }
  });
});
