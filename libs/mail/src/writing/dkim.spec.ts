import { ed25519Key, rsaKey } from '../authentication/signed-mail.fixture.js';
import { dkimVerify } from 'mailauth';
import { composeMail } from './compose-mail.js';
import { signMail } from './dkim.js';

const DATE = new Date('2026-01-05T07:12:00Z');

const aMail = () =>
  composeMail({
    from: { address: 'support@shop.test', name: 'Тёплый хлеб' },
    to: [{ address: 'ivan@example.test', name: 'Иван' }],
    cc: [],
    subject: 'Re: Счёт',
    token: 'abcdefghijklmnopqrstuvwxy2',
    inReplyTo: null,
    references: [],
    text: 'Добрый день!\n\n.\nСчёт оплачен.',
    html: null,
    attachments: [{ filename: 'счёт.pdf', contentType: 'application/pdf', content: Buffer.from([0, 255, 13, 10]) }],
    date: DATE,
    automatic: null,
  });

/** As a receiver does, whose resolver knows one record. */
async function verdict(raw: Buffer, record: string): Promise<unknown> {
  const resolver = (name: string): Promise<string[][]> =>
    name === 'otklik._domainkey.shop.test' ? Promise.resolve([[record]]) : Promise.reject(new Error(name));
  const { results } = await dkimVerify(raw, { resolver });
  return results.map(({ status, signingDomain }) => [status.result, signingDomain]);
}

describe.each([
  ['RSA', rsaKey(2048)],
  ['Ed25519', ed25519Key()],
])('DKIM with %s', (_, { pem, record }) => {
  const signer = { domain: 'shop.test', selector: 'otklik', key: pem };

  test('what is signed holds for a receiver', async () => {
    expect(await verdict(await signMail(await aMail(), signer, DATE), record)).toEqual([['pass', 'shop.test']]);
  });

  test('a mail that was changed on its way does not hold', async () => {
    const signed = await signMail(await aMail(), signer, DATE);
    const changed = Buffer.from(signed.toString('latin1').replace('To: ', 'To: x'), 'latin1');
    expect(await verdict(changed, record)).toEqual([['fail', 'shop.test']]);
  });

  test('a resend is the same bytes (fail:S3)', async () => {
    const raw = await aMail();
    expect(await signMail(raw, signer, DATE)).toEqual(await signMail(raw, signer, DATE));
  });
});

test('without a key that can sign nothing leaves', async () => {
  const raw = await aMail();
  await expect(signMail(raw, { domain: 'shop.test', selector: 's', key: 'secret' }, DATE)).rejects.toThrow();
});
