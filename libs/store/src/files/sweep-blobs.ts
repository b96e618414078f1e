import type { Store, Tx } from '../database/store.js';
import type { Blobs } from './blobs.js';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;
/** Longer than any log keeps an event, whose bytes may be known to no row yet. */
const STRAY_DAYS = 30;
const FOLDERS = 256;

/**
 * Removes uploads that no message took within a day, with their bytes. One that a message on its way has named stays for longer: the
 * normalizer may be away. Called by desk.
 */
export async function sweepUploads(store: Store, blobs: Blobs): Promise<void> {
  await blobs.aside.putBack();
  for (let count = AT_ONCE; count === AT_ONCE; ) {
    const gone = await store.transaction(async (tx) => {
      const hashes = await forgetUploads(tx);
      return { count: hashes.length, free: await forgetBlobs(tx, hashes) };
    });
    count = gone.count;
    // Only now: whoever finds a file without its row writes the row, and has renewed the file.
    for (const sha256 of gone.free) await blobs.aside.remove(sha256, daysAgo(1));
  }
}

/**
 * Removes old files of the blob folder that nobody uses: what a process that ended, or an event that came twice, has left. One of the
 * 256 folders a call. Called by desk.
 *
 * @param nth which folder: any number, counted up from call to call
 */
export async function sweepStrayFiles(store: Store, blobs: Blobs, nth: number): Promise<void> {
  const folder = (nth % FOLDERS).toString(16).padStart(2, '0');
  const old = await blobs.filesBefore(folder, daysAgo(STRAY_DAYS));
  for (let n = 0; n < old.length; n += AT_ONCE) {
    const hashes = old.slice(n, n + AT_ONCE);
    const strays = await store.transaction(async (tx) => {
      await forgetBlobs(tx, hashes);
      return withoutUse(tx, hashes);
    });
    for (const sha256 of strays) await blobs.aside.remove(sha256, daysAgo(STRAY_DAYS));
  }
}

/** @returns the hashes of their bytes */
async function forgetUploads(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ sha256: string }>(
    `delete from attachments where id in (
       select id from attachments where message_id is null and uploaded_by is not null and created_at < now() - interval '1 day'
         and (expected_at is null or expected_at < now() - make_interval(days => $1))
       order by id limit $2 for update skip locked)
     returning encode(sha256, 'hex') as sha256`,
    [STRAY_DAYS, AT_ONCE],
  );
  return rows.map(({ sha256 }) => sha256);
}

/**
 * Takes out the rows of bytes that nothing refers to. Locked first: from then on nothing comes to refer to them, and what is found
 * after that is so. `insertBlobs` waits for it.
 *
 * @returns whose files may go
 */
async function forgetBlobs(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const unused = await tx.query<{ sha256: Buffer }>(
    `select sha256 from blobs b where sha256 = any($1::bytea[]) and ${IS_UNUSED} order by sha256 for update skip locked`,
    [bytesOf(hashes)],
  );
  if (unused.length === 0) return [];
  const rows = await tx.query<{ sha256: string }>(
    `delete from blobs b where sha256 = any($1::bytea[]) and ${IS_UNUSED} returning encode(sha256, 'hex') as sha256`,
    [unused.map(({ sha256 }) => sha256)],
  );
  return rows.map(({ sha256 }) => sha256);
}

/** SQL: of a row `b` of `blobs`. */
const IS_UNUSED = `not exists (select from attachments where sha256 = b.sha256) and not exists (select from messages where raw = b.sha256)
  and not exists (select from received where raw = b.sha256) and not exists (select from agents where picture = b.sha256)`;

/** Bytes without a row may be a bot's picture, or be carried by an event that was parked and may be handled yet. */
async function withoutUse(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ sha256: string }>(
    `select sha256 from unnest($1::text[]) as f(sha256)
     where not exists (select from blobs where blobs.sha256 = decode(f.sha256, 'hex'))
       and not exists (select from inboxes where profile ->> 'picture' = f.sha256)
       and not exists (select from parked where position(f.sha256 in data) > 0)`,
    [hashes],
  );
  return rows.map(({ sha256 }) => sha256);
}

function bytesOf(hashes: readonly string[]): Buffer[] {
  return hashes.map((sha256) => Buffer.from(sha256, 'hex'));
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MS);
}
