import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase, tempDir, type TempDir } from '@app/testing';
import { takeIn } from '../intake/take-in.js';
import { checkVisitorUploads } from '../visitors/visitor-uploads.js';
import { beginVisitor } from '../visitors/visitors.js';
import { addUpload } from './attachments.js';
import { Blobs, insertBlobs, type KeptFile } from './blobs.js';
import { sweepStrayFiles, sweepUploads } from './sweep-blobs.js';

const LARGE = 100_000;
const DAY_MS = 86_400_000;

describe('bytes that nobody uses', () => {
  let product: ProductDatabase;
  let temp: TempDir;
  let blobs: Blobs;
  let inbox: string;
  let agent: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    temp = tempDir('sweep');
    blobs = new Blobs(temp.path, product.store);
    const team = await aTeam(product.store);
    inbox = await anInbox(product.store, 'webchat', team);
    agent = await anAgent(product.store, { teams: [team] });
  }, 60_000);
  afterAll(async () => {
    await product.close();
    temp.remove();
  });

  const sweep = () => sweepUploads(product.store, blobs);
  const sweepAll = async () => {
    for (let nth = 0; nth < 256; nth++) await sweepStrayFiles(product.store, blobs, nth);
  };
  const fileOf = (sha256: string) => path.join(temp.path, sha256.slice(0, 2), sha256);
  const isOnDisk = ({ sha256 }: { sha256: string }) => existsSync(fileOf(sha256));
  const kept = (bytes: Buffer): Promise<KeptFile> => blobs.keepStream(Readable.from([bytes]), 1_000_000);
  const uploaded = (blob: KeptFile, uploadedBy = agent) =>
    product.store.transaction((tx) => addUpload(tx, { filename: 'a.txt', contentType: 'text/plain', blob, uploadedBy }));
  /** As if it was uploaded, and its bytes were kept, so many days ago. */
  const age = async (id: string, { sha256 }: { sha256: string }, days = 1.1) => {
    await product.store.query(
      `update attachments set created_at = created_at - make_interval(secs => $2), expected_at = expected_at - make_interval(secs => $2) where id = $1`,
      [id, (days * DAY_MS) / 1_000],
    );
    utimesSync(fileOf(sha256), new Date(), new Date(Date.now() - days * DAY_MS));
  };
  const rows = async (sha256: string) => (await product.store.query(`select from blobs where sha256 = decode($1, 'hex')`, [sha256])).length;

  test('threat:C5 fail:I4 an upload that no message took is gone after a day, from the disk too', async () => {
    const [old, young] = [await kept(randomBytes(LARGE)), await kept(randomBytes(LARGE))];
    await age(await uploaded(old), old);
    await uploaded(young);
    await sweep();
    expect([isOnDisk(old), await rows(old.sha256)]).toEqual([false, 0]);
    expect([isOnDisk(young), await rows(young.sha256)]).toEqual([true, 1]);
    expect(readdirSync(path.join(temp.path, 'aside'))).toEqual([]);
  });

  test('the same bytes in another upload, in a message, as an original or as a picture stay', async () => {
    const visitor = (await beginVisitor(product.store, inbox, null)).visitor.id;
    for (const use of ['upload', 'message', 'original', 'picture'] as const) {
      const blob = await kept(randomBytes(LARGE));
      const old = await uploaded(blob);
      if (use === 'upload') await uploaded(blob);
      if (use === 'picture') await product.store.query(`update agents set picture = decode($1, 'hex') where id = $2`, [blob.sha256, agent]);
      if (use === 'message' || use === 'original') {
        const message = aChatMessage(inbox, visitor, { channel: 'webchat', way: 'widget', text: 'see' });
        const files = use === 'message' ? [{ kind: 'uploaded' as const, attachmentId: await uploaded(blob, visitor) }] : [];
        const sender = { address: visitor, name: '', language: null, proved: 'visitor-token' as const };
        const raw = use === 'original' ? blob : message.raw;
        await product.store.transaction((tx) => takeIn(tx, [{ ...message, sender, files, raw }]));
      }
      await age(old, blob);
      await sweep();
      expect([use, isOnDisk(blob), await rows(blob.sha256)]).toEqual([use, true, 1]);
    }
  });

  test('what a message on its way has named waits for it, the normalizer being away for days', async () => {
    const visitor = (await beginVisitor(product.store, inbox, null)).visitor.id;
    const blob = await kept(randomBytes(LARGE));
    const id = await uploaded(blob, visitor);
    expect(await checkVisitorUploads(product.store, visitor, [id], randomUUID())).toEqual(['a.txt']);
    await age(id, blob, 20);
    await sweep();
    expect([isOnDisk(blob), await rows(blob.sha256)]).toEqual([true, 1]);
    await age(id, blob, 11);
    await sweep();
    expect([isOnDisk(blob), await rows(blob.sha256)]).toEqual([false, 0]);
  });

  test('threat:C5 whoever keeps the same bytes while they are swept has them afterwards', async () => {
    for (let n = 0; n < 40; n++) {
      const bytes = randomBytes(LARGE);
      const old = await kept(bytes);
      await age(await uploaded(old), old);
      const keepAgain = async () => {
        for (let turns = n % 8; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        const again = n % 2 === 0 ? await kept(bytes) : await blobs.keepFile(bytes);
        return uploaded(again);
      };
      const [id] = await Promise.all([keepAgain(), sweep(), sweep()]);
      expect((await product.store.query(`select from attachments where id = $1`, [id])).length).toBe(1);
      expect((await blobs.get(old.sha256)).equals(bytes)).toBe(true);
      await sweep();
      expect((await blobs.get(old.sha256)).equals(bytes)).toBe(true);
    }
  });

  test('whoever writes the row of bytes whose row is being taken out waits, and writes it anew', async () => {
    const blob = await kept(randomBytes(LARGE));
    await age(await uploaded(blob), blob);
    const locked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const taking = product.store.transaction(async (tx) => {
      await tx.query(`delete from attachments where sha256 = decode($1, 'hex')`, [blob.sha256]);
      await tx.query(`select from blobs where sha256 = decode($1, 'hex') for update`, [blob.sha256]);
      locked.resolve();
      await go.promise;
      await tx.query(`delete from blobs where sha256 = decode($1, 'hex')`, [blob.sha256]);
    });
    await locked.promise;
    const writing = uploaded(blob);
    go.resolve();
    await Promise.all([taking, writing]);
    expect(await rows(blob.sha256)).toBe(1);
  });

  test('what a sweep that was ended has set aside is read meanwhile, and put back', async () => {
    const bytes = randomBytes(LARGE);
    const blob = await kept(bytes);
    await uploaded(blob);
    utimesSync(fileOf(blob.sha256), new Date(), new Date(Date.now() - 2 * DAY_MS));
    const elsewhere = blobs.aside.fileOf(blob.sha256);
    renameSync(fileOf(blob.sha256), elsewhere);
    expect((await blobs.get(blob.sha256)).equals(bytes)).toBe(true);
    expect(await blobs.find(blob.sha256, 10)).toMatchObject({ size: LARGE });
    await sweep();
    expect([isOnDisk(blob), existsSync(elsewhere)]).toEqual([true, false]);
  });

  test('old files that nothing knows go; those of parked events and of bots stay', async () => {
    const files = await Promise.all(Array.from({ length: 5 }, () => kept(randomBytes(LARGE))));
    const [stray, young, parked, picture, known] = files as [KeptFile, KeptFile, KeptFile, KeptFile, KeptFile];
    for (const { sha256 } of files) utimesSync(fileOf(sha256), new Date(), new Date(Date.now() - 31 * DAY_MS));
    utimesSync(fileOf(young.sha256), new Date(), new Date(Date.now() - 29 * DAY_MS));
    await uploaded(known);
    await product.store.query(`update inboxes set profile = jsonb_build_object('picture', $1::text) where id = $2`, [
      picture.sha256,
      inbox,
    ]);
    await product.store.query(
      `insert into parked (id, group_name, event_id, topic, type, key, at, data, reason, attempts)
       values (gen_random_uuid(), 'normalizer', gen_random_uuid(), 't', 't', 'k', now(), $1, '{}', 1)`,
      [JSON.stringify({ carried: { kind: 'blob', sha256: parked.sha256, size: LARGE } })],
    );
    await sweepAll();
    expect([stray, young, parked, picture, known].map(isOnDisk)).toEqual([false, true, true, true, true]);
  });

  test('the rows of a batch are written once, whoever writes them at the same time', async () => {
    const shared = await Promise.all(Array.from({ length: 5 }, () => blobs.keep(randomBytes(100))));
    const write = () => product.store.transaction((tx) => insertBlobs(tx, shared));
    await Promise.all(Array.from({ length: 10 }, write));
    for (const { sha256 } of shared) expect(await rows(sha256)).toBe(1);
  });
});
