import { migrate, serviceDataSource, Store } from '@app/store';
import { createTestDatabase, type TestDatabase } from './database.js';

export type ProductDatabase = { readonly store: Store; readonly database: TestDatabase; close(): Promise<void> };

/** A database of one's own with the product's tables, and a store on it as the service role. */
export async function openProductDatabase(server?: string): Promise<ProductDatabase> {
  const database = await createTestDatabase({
    migrate: async (url) => void (await migrate(url)),
    ...(server === undefined ? {} : { server, template: 'product' }),
  });
  const source = serviceDataSource(database.url, 'test', 8);
  await source.initialize();
  const store = new Store(source);
  return {
    store,
    database,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}
