import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

export type SkillRow = { readonly id: string; readonly name: string };

/**
 * Adds a skill (table `skills`, written here alone). Called by desk and bootstrap.
 *
 * @param name in lower case
 * @throws DeskError conflict/name-taken
 */
export async function addSkill(tx: Tx, name: string): Promise<SkillRow> {
  const [row] = await tx.query<SkillRow>(`insert into skills (id, name) values ($1, $2) on conflict (name) do nothing returning id, name`, [
    newId(),
    name,
  ]);
  if (!row) throw nameTaken();
  return row;
}

/** @throws DeskError missing/skill-missing, conflict/name-taken */
export async function renameSkill(tx: Tx, id: string, name: string): Promise<SkillRow> {
  const [row] = await tx.query<SkillRow & { taken: boolean }>(
    `select id, name, exists (select from skills other where other.name = $2 and other.id <> $1) as taken
     from skills where id = $1 for no key update`,
    [id, name],
  );
  if (!row) throw skillMissing();
  if (row.taken) throw nameTaken();
  await tx.query(`update skills set name = $2 where id = $1`, [id, name]);
  return { id, name };
}

export async function readSkill(sql: Sql, id: string): Promise<SkillRow> {
  const [row] = await sql.query<SkillRow>(`select id, name from skills where id = $1`, [id]);
  if (!row) throw skillMissing();
  return row;
}

export async function listSkills(sql: Sql, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor('skills', ['text'], cursor);
  const rows = await sql.query<SkillRow>(`select id, name from skills where $1::text is null or name > $1 order by name limit $2`, [
    after?.[0] ?? null,
    limit + 1,
  ]);
  return pageOf(rows, limit, (last) => encodeCursor('skills', [last.name]));
}

/**
 * Ids of skills by name.
 *
 * @param names in lower case
 * @throws DeskError missing/skill-missing naming those that do not exist
 */
export async function skillIds(sql: Sql, names: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.query<SkillRow>(`select id, name from skills where name = any($1)`, [names]);
  const ids = new Map(rows.map((row) => [row.name, row.id]));
  const unknown = names.filter((name) => !ids.has(name));
  if (unknown.length > 0) {
    throw new DeskError('missing', 'skill-missing', `There is no skill ${unknown.join(', ')}: add it first.`, {
      params: { skill: unknown.join(', ') },
    });
  }
  return ids;
}

function skillMissing(): DeskError {
  return new DeskError('missing', 'skill-missing', 'There is no such skill.', { params: { skill: '' } });
}

function nameTaken(): DeskError {
  return new DeskError('conflict', 'name-taken', 'This name is taken.');
}
