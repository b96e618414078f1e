import { MessageChanged } from '@app/contracts';
import type { Reason } from '@app/domain';
import { insertBlobs, type KeptFile } from './blobs.js';
import { dangersOf } from './file-dangers.js';
import { ownName } from './own-names.js';
import type { Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';

/** A file that a channel app has still to fetch. */
export type WaitingFile = {
  readonly id: string;
  readonly messageId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly source: Readonly<Record<string, string | number>>;
  readonly createdAt: Date;
};

/** Files of an inbox that wait, oldest first. @param except those that are not asked for now */
export function waitingFiles(sql: Sql, inboxId: string, limit: number, except: readonly string[] = []): Promise<WaitingFile[]> {
  return sql.query<WaitingFile>(
    `select id, message_id as "messageId", filename, content_type as "contentType", size::float8 as size, source, created_at as "createdAt"
     from attachments where inbox_id = $1 and state = 'waiting' and id <> all($3) order by id limit $2`,
    [inboxId, limit, except],
  );
}

/** The file is here: its message shows it. What it is known again by stays. Called by telegram. */
export function storeFetchedFile(store: Store, file: WaitingFile, kept: KeptFile): Promise<void> {
  const { filename, contentType } = ownName(file, kept.sniffed.type);
  const dangers = dangersOf({ filename, contentType, sniffed: kept.sniffed });
  return store.transaction(async (tx) => {
    await insertBlobs(tx, [kept]);
    await tx.query(
      `update attachments set state = 'stored', sha256 = decode($2, 'hex'), size = $3, source = source - 'fileId', reason = null, sniffed_type = $4,
         dangers = $5, filename = $6, content_type = $7
       where id = $1 and state = 'waiting'`,
      [file.id, kept.sha256, kept.size, kept.sniffed.type, dangers, filename, contentType],
    );
    await announceFile(tx, file.messageId);
  });
}

/** The file is tried again and again: its message says meanwhile what is met. */
export function explainWaiting(store: Store, file: WaitingFile, reason: Reason): Promise<void> {
  return store.transaction(async (tx) => {
    const changed = await tx.query(
      `update attachments set reason = $2::jsonb where id = $1 and state = 'waiting' and reason is distinct from $2::jsonb returning id`,
      [file.id, JSON.stringify(reason)],
    );
    if (changed.length > 0) await announceFile(tx, file.messageId);
  });
}

/** The file cannot be had: its message says why. */
export function failWaitingFile(store: Store, file: WaitingFile, reason: Reason): Promise<void> {
  return store.transaction(async (tx) => {
    await markFailed(tx, file, reason);
    await announceFile(tx, file.messageId);
  });
}

export async function markFailed(tx: Tx, file: WaitingFile, reason: Reason): Promise<void> {
  await tx.query(`update attachments set state = 'failed', reason = $2::jsonb where id = $1 and state = 'waiting'`, [
    file.id,
    JSON.stringify(reason),
  ]);
}

export async function announceFile(tx: Tx, messageId: string): Promise<void> {
  const [row] = await tx.query<{ ticketId: string; number: number; teamId: string }>(
    `select t.id as "ticketId", t.number::int as number, t.team_id as "teamId"
     from messages m join tickets t on t.id = m.ticket_id where m.id = $1`,
    [messageId],
  );
  if (row) tx.outbox.add(MessageChanged, { ...row, messageId });
}
