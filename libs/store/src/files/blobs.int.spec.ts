import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openProductDatabase, type ProductDatabase, tempDir, type TempDir } from '@app/testing';
import { Blobs } from './blobs.js';

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('files that somebody else has written', () => {
  let product: ProductDatabase;
  let temp: TempDir;
  let blobs: Blobs;

  beforeAll(async () => {
    product = await openProductDatabase();
    temp = tempDir('blobs');
    blobs = new Blobs(temp.path, product.store);
    mkdirSync(blobs.unfinished, { recursive: true });
  }, 60_000);
  afterAll(async () => {
    await product.close();
    temp.remove();
  });

  const write = (bytes: Buffer, name = `${Date.now()}-${randomBytes(4).toString('hex')}`): string => {
    const file = path.join(blobs.unfinished, name);
    writeFileSync(file, bytes);
    return file;
  };

  test('one that is adopted is a blob like any other, and gone from where it was', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(100_000)]);
    const file = write(bytes);
    const kept = await blobs.adopt(file, { sha256: sha256Of(bytes), size: bytes.length });
    expect(kept).toEqual(await blobs.keepFile(bytes));
    expect(kept.sniffed.type).toBe('application/pdf');
    expect(existsSync(file)).toBe(false);
    expect(await blobs.get(kept.sha256)).toEqual(bytes);
  });

  test('the same bytes twice are one file', async () => {
    const bytes = randomBytes(100_000);
    const kept = await blobs.keep(bytes);
    await blobs.adopt(write(bytes), kept);
    expect(readdirSync(blobs.unfinished)).toEqual([]);
    expect(readFileSync(path.join(temp.path, kept.sha256.slice(0, 2), kept.sha256))).toEqual(bytes);
  });

  test('fail:P19 macros are seen wherever they stand, across two pieces too', async () => {
    for (const at of [10, 256 * 1024 - 7, 600_000]) {
      const bytes = Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(at), Buffer.from('vbaProject.bin'), randomBytes(100_000)]);
      const { sniffed } = await blobs.adopt(write(bytes), { sha256: sha256Of(bytes), size: bytes.length });
      expect(sniffed.macros).toBe(true);
    }
  });

  test('one that is not there any more is an error, not a blob', async () => {
    await expect(blobs.adopt(path.join(blobs.unfinished, 'none'), { sha256: 'ab'.repeat(32), size: 1 })).rejects.toThrow('ENOENT');
    expect(await blobs.find('ab'.repeat(32), 10)).toBeNull();
  });

  test('fail:I4 what a thread or process that was ended has left is removed after a day', async () => {
    const now = new Date();
    write(Buffer.from('old'), `${now.getTime() - 86_400_001}-old`);
    write(Buffer.from('new'), `${now.getTime() - 1_000}-new`);
    await blobs.sweepUnfinished(now);
    expect(readdirSync(blobs.unfinished)).toEqual([`${now.getTime() - 1_000}-new`]);
  });

  test('of a file its path, size and beginning are found without reading the rest', async () => {
    const bytes = randomBytes(300_000);
    const { sha256 } = await blobs.keep(bytes);
    const found = await blobs.find(sha256, 1_000);
    expect(found).toMatchObject({ size: bytes.length, start: bytes.subarray(0, 1_000) });
    expect(readFileSync(found?.path ?? '')).toEqual(bytes);
  });
});
