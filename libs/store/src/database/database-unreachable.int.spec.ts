import { words } from '@app/service';
import { createEmptyDatabase, freePort, tempDir, type TestDatabase } from '@app/testing';
import { migrate, openPlatform } from '../index.js';
import { databaseUnreachable } from './database-unreachable.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

const changed = (change: (url: URL) => void): string => {
  const url = new URL(database.ownerUrl);
  change(url);
  return url.href;
};
const placeOf = (url: string): string => `${new URL(url).host}${new URL(url).pathname}`;

const WRONG = [
  ['a wrong password', (url: URL) => void (url.password = 'not-this-one'), 'database-login-refused'],
  ['no such database', (url: URL) => void (url.pathname = '/nowhere'), 'database-missing'],
] as const;

describe('a database that cannot be reached', () => {
  test.each(WRONG)('%s: told with the place and never with the password, to a start and to a migration', async (_, change, code) => {
    const url = changed(change);
    const folder = tempDir();
    for (const attempt of [() => migrate(url), () => openPlatform({ DATABASE_URL: url, OTKLIK_DATA: folder.path }, 'test')]) {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ fault: 'unavailable', code, params: { place: placeOf(url) }, cause: expect.anything() });
      expect(JSON.stringify(error) + String(error)).not.toContain(new URL(url).password);
    }
    folder.remove();
  });

  test('nobody listens: told with the place and the error', async () => {
    const port = String(await freePort());
    const url = changed((one) => void (one.port = port));
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'database-unreachable',
      params: { place: placeOf(url), error: 'ECONNREFUSED' },
    });
    expect(words('en').reason(databaseUnreachable(url, Object.assign(new Error(), { code: 'ECONNREFUSED' })).reason)).toContain(
      `${placeOf(url)} (ECONNREFUSED)`,
    );
  });

  test('a password that ends the host is not taken for one', () => {
    const { message, params } = databaseUnreachable('postgres://user:1234#rest@db.test/otklik', new Error('no'));
    expect(message + JSON.stringify(params)).not.toContain('1234');
  });
});
