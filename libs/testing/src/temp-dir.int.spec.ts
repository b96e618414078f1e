import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedDatabase, Log } from '@app/service';
import { othersMayPass, tempDir } from './temp-dir.js';

describe('a temporary folder', () => {
  test('is open to other users also where TMPDIR is closed to them', () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'otklik-closed-'));
    try {
      const folder = tempDir('test', closed);
      expect(othersMayPass(closed)).toBe(false);
      expect(othersMayPass(folder.path)).toBe(true);
      folder.remove();
      expect(existsSync(folder.path)).toBe(false);
    } finally {
      rmSync(closed, { recursive: true });
    }
  });

  test('takes along what the product put elsewhere for a data folder in it', async () => {
    const folder = tempDir();
    const data = path.join(folder.path, 'data');
    mkdirSync(data);
    chmodSync(folder.path, 0o700);
    let elsewhere = '';
    const database = await EmbeddedDatabase.start({
      dataFolder: data,
      name: 'test',
      log: Log.open({ service: 'test', level: 'silent' }),
      say: ({ code, params }) => {
        if (code === 'database-elsewhere') elsewhere = path.dirname(String(params.folder));
      },
    });
    await database.stop();
    expect(existsSync(elsewhere)).toBe(true);
    folder.remove();
    expect(existsSync(elsewhere)).toBe(false);
  });
});
