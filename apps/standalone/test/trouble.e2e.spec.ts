import { ADMIN, anUnknownUpdate, eventually, Neighbours, type ProductApi, StandaloneInstallation } from '@app/testing';

type Health = {
  readonly checks: readonly { readonly name: string; readonly parts: readonly { name: string; state: string; code: string | null }[] }[];
};

describe('trouble on one channel', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let anna: ProductApi;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    product = await StandaloneInstallation.start(neighbours);
    ({ anna } = await product.agents());
    await product.inboxesOk(await product.signIn(ADMIN));
  });
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  const ticketsWith = (text: string, count = 1) =>
    eventually(async () => expect(await anna.tickets({ q: text })).toHaveLength(count), { timeoutMs: 30_000 });

  const inboxHealth = async (name: string) => {
    const health = (await (await fetch(`${product.staffUrl}/healthz`)).json()) as Health;
    return health.checks.flatMap((check) => check.parts).find((part) => part.name === name);
  };

  test('fail:P21 a mail without a boundary and an update of an unknown kind are kept, and what follows goes on', async () => {
    const raw = [
      'From: Ольга <olga@customer.test>',
      `To: ${Neighbours.support}`,
      'Subject: boundary-less',
      'Content-Type: multipart/mixed',
      '',
      'still readable 4711',
    ].join('\r\n');
    neighbours.dovecot.deliver(Neighbours.support, raw);
    neighbours.dovecot.deliver(Neighbours.support, raw.replace('4711', '4712').replace('boundary-less', 'the next one'));
    await ticketsWith('boundary-less');
    await ticketsWith('next one');
    const pavel = neighbours.bot.user({ firstName: 'Павел' });
    neighbours.bot.push(anUnknownUpdate());
    pavel.sends({ text: 'после неизвестного 4713' });
    await ticketsWith('4713');
  });

  test('fault:M6 need:S1 a mailbox whose password changed is named within 60 s, the process stays ready, the others work, and it recovers', async () => {
    await neighbours.dovecot.setPassword(Neighbours.support, 'another password');
    neighbours.dovecot.kick(Neighbours.support);
    await eventually(async () => expect(await inboxHealth('support')).toMatchObject({ state: 'failing', code: 'mailbox-login-refused' }), {
      timeoutMs: 60_000,
      everyMs: 250,
    });
    expect((await fetch(`${product.staffUrl}/readyz`)).status).toBe(200);
    const pavel = neighbours.bot.user({ firstName: 'Пётр' });
    pavel.sends({ text: 'телеграм работает 4714' });
    await ticketsWith('4714');
    await neighbours.dovecot.setPassword(Neighbours.support, Neighbours.password);
    await neighbours.person('nina').send({ to: Neighbours.support, subject: 'while away', text: 'delivered meanwhile 4715' });
    await eventually(async () => expect(await inboxHealth('support')).toMatchObject({ state: 'ok' }), { timeoutMs: 150_000, everyMs: 250 });
    await ticketsWith('4715');
  }, 300_000);
});
