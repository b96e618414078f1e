import { anInbox, aTeam, eventually, openProductDatabase, type ProductDatabase } from '@app/testing';
import { Leases } from '../database/leases.js';
import { Secrets } from '../database/secrets.js';
import { Inboxes } from './inboxes.js';
import { InboxWorkers } from './inbox-workers.js';

describe('who serves an inbox', () => {
  let product: ProductDatabase;
  beforeAll(async () => {
    product = await openProductDatabase();
  });
  afterAll(() => product.close());

  test('a worker whose end fails keeps the inbox from nobody: with new settings it is served again', async () => {
    const inboxes = new Inboxes(product.store, Secrets.fromSecret('a secret of the tests, long enough'));
    const id = await anInbox(product.store, 'webchat', await aTeam(product.store));
    const leases = new Leases(product.store, 'test');
    const started: number[] = [];
    const troubles: string[] = [];
    const start = (inbox: { readonly version: number }) => {
      const nth = started.push(inbox.version);
      return { wake: () => {}, stop: () => (nth === 1 ? Promise.reject(new Error('the end failed')) : Promise.resolve()) };
    };
    const workers = new InboxWorkers('webchat', inboxes, leases, start, ({ message }) => troubles.push(message));
    await workers.sweep();
    expect(started).toHaveLength(1);
    await product.store.transaction((tx) => inboxes.change(tx, id, { name: 'renamed' }));
    await workers.sweep();
    await eventually(async () => {
      await workers.sweep();
      expect(started).toHaveLength(2);
    });
    expect(troubles).toEqual(['the end failed']);
    await workers.close();
    await leases.close();
  });
});
