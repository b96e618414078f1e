import { AgentChanged } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { StoredFile } from '../files/attachments.js';
import { type Blobs, insertBlobs, type Kept } from '../files/blobs.js';
import { sniffType } from '../files/sniff.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/**
 * SQL for where a picture of an agent lies on the customers' listener; null without one.
 *
 * Its name is the hash of its bytes: nobody guesses it, and it may be kept for ever.
 *
 * @param agent alias of table `agents`
 */
export function picturePath(agent: string): string {
  return `'/files/agent/' || encode(${agent}.picture, 'hex')`;
}

/** Sets an agent's picture, or takes it away (column `agents.picture`, written here alone). Called by desk. */
export async function setPicture(tx: Tx, agentId: string, picture: Kept | null): Promise<void> {
  if (picture) await insertBlobs(tx, [picture]);
  const rows = await tx.query(
    `update agents set picture = decode($2, 'hex') where id = $1 and picture is distinct from decode($2, 'hex') returning id`,
    [agentId, picture?.sha256 ?? null],
  );
  if (rows.length > 0) tx.outbox.add(AgentChanged, { agentId, changed: ['picture'] });
}

/**
 * A picture that an agent has now.
 *
 * @throws DeskError missing/file-missing, also for bytes that are here and nobody's picture
 */
export async function readAgentPicture(sql: Sql, blobs: Blobs, sha256: string): Promise<StoredFile> {
  const rows = await sql.query(`select from agents where picture = decode($1, 'hex') limit 1`, [sha256]);
  if (rows.length === 0) throw new DeskError('missing', 'file-missing', 'There is no such file.');
  const bytes = await blobs.get(sha256);
  const sniffedType = await sniffType(bytes);
  return { sha256, size: bytes.length, filename: 'picture', contentType: sniffedType ?? 'application/octet-stream', sniffedType };
}
