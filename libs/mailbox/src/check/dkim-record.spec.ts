import { createPublicKey, generateKeyPairSync, verify, sign } from 'node:crypto';
import { dkimRecord } from './dkim-record.js';

const bytes = Buffer.from('signed');
const valueOf = (record: string, tag: string) => new RegExp(`${tag}=([^;]*)`).exec(record)?.[1] ?? '';

test('RSA: the record holds the public key, under the selector of the domain', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const { name, value } = dkimRecord({
    domain: 'shop.test',
    selector: 'otklik',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  expect(name).toBe('otklik._domainkey.shop.test');
  expect(value).toMatch(/^v=DKIM1; k=rsa; p=/);
  const key = createPublicKey({ key: Buffer.from(valueOf(value, 'p'), 'base64'), format: 'der', type: 'spki' });
  expect(verify('sha256', bytes, key, sign('sha256', bytes, privateKey))).toBe(true);
});

test('Ed25519: the record holds the 32 bytes of the bare key', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { value } = dkimRecord({
    domain: 'shop.test',
    selector: 's',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  expect(valueOf(value, 'k')).toBe('ed25519');
  expect(Buffer.from(valueOf(value, 'p'), 'base64')).toHaveLength(32);
});
