import { checkFileLink, fileLink } from './file-links.js';
import { Secrets } from '../database/secrets.js';

describe('links to files', () => {
  const secrets = Secrets.fromSecret('a secret of an installation, long');
  const id = '0190f000-0000-7000-8000-000000000001';
  const now = new Date('2026-01-05T10:00:30Z');
  const url = new URL(fileLink(secrets, id, now), 'http://files.test');
  const expires = Number(url.searchParams.get('expires'));
  const signature = url.searchParams.get('signature') ?? '';

  test('a fresh link is good', () => {
    expect(url.pathname).toBe(`/files/${id}`);
    expect(() => checkFileLink(secrets, id, expires, signature, now)).not.toThrow();
  });

  test('it ends after some minutes', () => {
    expect(() => checkFileLink(secrets, id, expires, signature, new Date(now.getTime() + 6 * 60_000 + 1))).toThrow('too old');
  });

  test('it opens no other file, for no longer, and in no other installation', () => {
    const refused = (of: Secrets, file: string, end: number, sign: string) => () => checkFileLink(of, file, end, sign, now);
    expect(refused(secrets, '0190f000-0000-7000-8000-000000000002', expires, signature)).toThrow('too old');
    expect(refused(secrets, id, expires + 60, signature)).toThrow('too old');
    expect(refused(Secrets.fromSecret('another secret of the same length'), id, expires, signature)).toThrow('too old');
    expect(refused(secrets, id, expires, '')).toThrow('too old');
  });
});
