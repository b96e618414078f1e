import { connect } from 'node:net';
import { findMailbox, type FindMailbox, type FoundMailbox } from '@app/mailbox';
import { Dns, outside, type Outside } from '@app/outside';
import { MailTalker, type TalkerOptions } from '@app/testing';
import { answering, autoconfigFile } from './autoconfig-file.js';
import { InventedInternet } from './invented-internet.js';

const PASSWORD = 'correct horse';
let internet: InventedInternet;
const talkers: MailTalker[] = [];

beforeAll(async () => {
  internet = await InventedInternet.start();
});
afterEach(async () => {
  for (const talker of talkers.splice(0)) await talker.stop();
});
afterAll(() => internet?.stop());

type Login = NonNullable<TalkerOptions['login']>;

async function talker(protocol: 'imap' | 'smtp', host: string, login?: Login): Promise<MailTalker> {
  const certificate = internet.ca.issue([host]);
  const started = await MailTalker.start({ protocol, tls: 'implicit', certificate, ...(login === undefined ? {} : { login }) });
  talkers.push(started);
  internet.dns.set('A', host, ['127.0.0.1']);
  return started;
}

/** A domain whose autoconfig names two servers of this machine. */
async function domain(name: string, logins: { imap?: Login; smtp?: Login } = {}): Promise<{ imap: MailTalker; smtp: MailTalker }> {
  const host = `mail.${name}`;
  const [imap, smtp] = [await talker('imap', host, logins.imap), await talker('smtp', host, logins.smtp)];
  const file = autoconfigFile([{ host, port: imap.endpoint.port }], [{ host, port: smtp.endpoint.port }]);
  internet.site(`autoconfig.${name}`, answering(file));
  return { imap, smtp };
}

/** This machine's own network is allowed, as OUTBOUND_ALLOW does it. */
async function find(asked: Omit<FindMailbox, 'password'>): Promise<FoundMailbox> {
  const dns = new Dns({ servers: [internet.dns.address] });
  const world: Outside = {
    ...outside({ dns, allow: ['127.0.0.0/8'] }),
    connect: (addresses, port) => connect({ host: '127.0.0.1', port: port === 443 ? internet.web.endpoint.port : port }),
  };
  const found = await findMailbox({ ...asked, password: PASSWORD }, { dns, outside: world, typed: world, ca: internet.ca.certificate });
  expect(JSON.stringify(found)).not.toContain(PASSWORD);
  return found;
}

const codes = ({ steps }: FoundMailbox) => steps.filter(({ step }) => step.endsWith('-login')).map(({ step, code }) => `${step}: ${code}`);
const refusing = (answer: string) => (): string => answer;
const only = (wanted: string, refusal: string) => (user: string, password: string) =>
  user === wanted && password === PASSWORD ? null : refusal;

describe('need:Q4 a password signs in to what was found', () => {
  test('the right one does, at both servers', async () => {
    const { imap, smtp } = await domain('right.test');
    const found = await find({ address: 'shop@right.test' });
    expect(codes(found)).toEqual(['imap-login: login-accepted', 'smtp-login: login-accepted']);
    expect([imap.logins, smtp.logins]).toEqual(Array.from({ length: 2 }, () => [{ user: 'shop@right.test', password: PASSWORD }]));
  });

  test('a wrong one is tried by one more name and no more, and not at the other server: accounts are locked by less', async () => {
    const { imap, smtp } = await domain('wrong.test', { imap: refusing('NO [AUTHENTICATIONFAILED] Authentication failed.') });
    const found = await find({ address: 'shop@wrong.test' });
    expect(codes(found)).toEqual(['imap-login: mailbox-login-refused']);
    expect(found.settings).toMatchObject({ imap: { user: 'shop@wrong.test' } });
    expect(imap.logins.map(({ user }) => user)).toEqual(['shop@wrong.test', 'shop']);
    expect(smtp.logins).toEqual([]);
  });

  test('a server that wants the part before the @ gets it, and so does the sending one', async () => {
    const refusal = 'NO [AUTHENTICATIONFAILED] Authentication failed.';
    const { smtp } = await domain('local.test', { imap: only('shop', refusal), smtp: only('shop', '535 5.7.8 no') });
    const found = await find({ address: 'shop@local.test' });
    expect(codes(found)).toEqual(['imap-login: login-accepted-by-other-name', 'smtp-login: login-accepted']);
    expect(found.settings).toMatchObject({ imap: { user: 'shop' }, smtp: { user: 'shop' } });
    expect(smtp.logins.map(({ user }) => user)).toEqual(['shop']);
  });

  test('a plus part is no part of the name', async () => {
    await domain('plus.test', { imap: only('shop@plus.test', 'NO no'), smtp: only('shop@plus.test', '535 no') });
    const found = await find({ address: 'shop+new@plus.test' });
    expect(found.settings).toMatchObject({ address: 'shop+new@plus.test', imap: { user: 'shop@plus.test' } });
  });

  test.each([
    [
      'an app’s password is wanted (Gmail)',
      'NO [ALERT] Application-specific password required: https://support.google.com/x (Failure)',
      'login-app-password',
    ],
    [
      'an app’s password is wanted (Mail.ru)',
      'NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya / Application password is REQUIRED',
      'login-app-password',
    ],
    [
      'IMAP is off or the password wrong (Yandex)',
      'NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled',
      'login-off-or-wrong',
    ],
    ['IMAP is off (Zoho)', 'NO [ALERT] You are yet to enable IMAP for your account.', 'login-imap-off'],
    ['the account is locked', 'NO [AUTHENTICATIONFAILED] Account is locked', 'login-locked'],
  ])('%s: told, and no other name is tried', async (_, answer, code) => {
    const { imap } = await domain('told.test', { imap: refusing(answer) });
    expect(codes(await find({ address: 'shop@told.test' }))).toEqual([`imap-login: ${code}`]);
    expect(imap.logins).toHaveLength(1);
  });

  test('the sending server alone refuses', async () => {
    await domain('send.test', {
      smtp: refusing('535 5.7.8 Error: authentication failed: This user does not have access rights to this service'),
    });
    expect(codes(await find({ address: 'shop@send.test' }))).toEqual(['imap-login: login-accepted', 'smtp-login: login-off-or-wrong']);
  });

  test('a server that hangs once it has the password costs its time and no more', async () => {
    await domain('hang.test', { imap: 'silence' });
    const started = performance.now();
    expect(codes(await find({ address: 'shop@hang.test' }))).toEqual(['imap-login: mail-server-silent']);
    expect(performance.now() - started).toBeLessThan(45_000);
  });
});

describe('a password goes to no stranger', () => {
  test('servers that DNS alone names are greeted, and nobody signs in', async () => {
    const [imap, smtp] = [await talker('imap', 'mail.stranger.test'), await talker('smtp', 'mail.stranger.test')];
    internet.srv('srv-elsewhere.test', 'imaps', `0 0 ${imap.endpoint.port} mail.stranger.test`);
    internet.srv('srv-elsewhere.test', 'submissions', `0 0 ${smtp.endpoint.port} mail.stranger.test`);
    const found = await find({ address: 'shop@srv-elsewhere.test' });
    expect(found.settings).toMatchObject({ imap: { host: 'mail.stranger.test' } });
    expect(codes(found)).toEqual(['imap-login: server-unconfirmed']);
    expect([imap.logins, smtp.logins]).toEqual([[], []]);
  });

  test('servers that whoever asks named are signed in to', async () => {
    const [imap, smtp] = [await talker('imap', 'mail.given.test'), await talker('smtp', 'mail.given.test')];
    const server = { host: 'mail.given.test', tls: 'implicit', user: 'shop' } as const;
    const given = { imap: { ...server, port: imap.endpoint.port }, smtp: { ...server, port: smtp.endpoint.port } };
    const found = await find({ address: 'shop@given.test', ...given });
    expect(found).toMatchObject({ source: 'given', settings: given });
    expect(codes(found)).toEqual(['imap-login: login-accepted', 'smtp-login: login-accepted']);
  });

  test('Microsoft takes none: consent is asked for in its place', async () => {
    internet.mx('office.test', 'office-test.mail.protection.outlook.com');
    await internet.mail('outlook.office365.com', 993);
    await internet.mail('smtp.office365.com', 587);
    const found = await findMailbox({ address: 'shop@office.test', password: PASSWORD }, internet.search());
    expect(found.provider).toMatchObject({ id: 'microsoft', signIn: { ways: ['microsoft'] } });
    expect(codes(found)).toEqual(['imap-login: login-consent']);
  });
});
