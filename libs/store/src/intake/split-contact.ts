import { DeskError } from '@app/domain';
import { audit } from '../database/audit.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { chatOfAccount, moveBelongings, ticketsOnlyIn } from './contact-belongings.js';
import { lockConversations } from './conversations.js';

type Joined = {
  readonly id: string;
  readonly from: string;
  readonly into: string;
  readonly movedIdentity: string | null;
  readonly addedIdentity: string | null;
  readonly conversations: string[];
  readonly tickets: string[];
  readonly at: Date;
};

/**
 * Gives back what came to a contact by a proof: the account, its chats, its tickets, and those that were opened in these chats since. Both
 * contacts are then what they were (`threat:A20`). What was proved once does not count again.
 *
 * Locks identities, conversations and tickets. Called by desk.
 *
 * @throws DeskError missing/join-missing, conflict/join-not-last while something later stands upon it
 */
export async function splitContact(tx: Tx, contactId: string, joinId: string, agentId: string): Promise<void> {
  const [join] = await tx.query<Joined>(
    `select id, from_contact as from, into_contact as into, moved_identity as "movedIdentity", added_identity as "addedIdentity",
       conversations, tickets, at
     from contact_joins where id = $1 and into_contact = $2 and undone_at is null for update`,
    [joinId, contactId],
  );
  if (!join) throw new DeskError('missing', 'join-missing', 'Nothing came to this contact by this proof, or it was given back already.');
  await refuseUnlessLast(tx, join);
  await giveBack(tx, join);
  await tx.query(`delete from identities where id = $1`, [join.addedIdentity]);
  await tx.query(`update contact_joins set undone_at = now() where id = $1`, [join.id]);
  await foldIfEmpty(tx, join);
  await audit(tx, {
    actor: agentId,
    action: 'contact.split',
    subject: contactId,
    before: { contact: join.into, identity: join.movedIdentity, addedIdentity: join.addedIdentity },
    after: { contact: join.from },
  });
}

/** One that was made for the proof alone has nothing left to stand for. */
async function foldIfEmpty(tx: Tx, { from, into }: Joined): Promise<void> {
  await tx.query(
    `update contacts c set merged_into = $2 where id = $1 and id <> $2
       and not exists (select from identities d where d.contact_id = c.id)
       and not exists (select from conversations v where v.contact_id = c.id)
       and not exists (select from tickets t where t.contact_id = c.id)`,
    [into, from],
  );
}

/** An account that went on to somebody else, or a contact that came to another, is given back there first. */
async function refuseUnlessLast(tx: Tx, { into, movedIdentity, addedIdentity }: Joined): Promise<void> {
  const wanted = [movedIdentity, addedIdentity].filter((id) => id !== null);
  const rows = await tx.query<{ id: string }>(
    `select id from identities where contact_id = $1 or id = any($2) order by id for no key update`,
    [into, wanted],
  );
  const held = await tx.query(`select from identities where id = any($1) and contact_id = $2`, [wanted, into]);
  if (rows.length === 0 || held.length !== wanted.length)
    throw new DeskError('conflict', 'join-not-last', 'The account has come to another contact since: give it back there first.');
}

async function giveBack(tx: Tx, join: Joined): Promise<void> {
  const { from, into, movedIdentity, tickets } = join;
  if (movedIdentity === null) return;
  const chats = await chatsToGiveBack(tx, join);
  await lockConversations(tx, chats);
  const since = await ticketsOnlyIn(tx, into, chats);
  const before = await tx.query<{ id: string }>(`select id from tickets where id = any($1) and contact_id = $2`, [tickets, into]);
  await tx.query(`update identities set contact_id = $2 where id = $1`, [movedIdentity, from]);
  await tx.query(`update contacts set merged_into = null where id = $1`, [from]);
  const all = [...new Set([...before.map(({ id }) => id), ...since])];
  await moveBelongings(tx, { conversations: chats, tickets: all }, { from: into, into: from, code: 'contact-split' });
}

/** Those that came, and those that the account began since. */
async function chatsToGiveBack(sql: Sql, { into, movedIdentity, conversations, at }: Joined): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select c.id from conversations c join inboxes i on i.id = c.inbox_id, identities d
     where d.id = $1 and c.contact_id = $2
       and (c.id = any($3) or (c.created_at >= $4 and ${chatOfAccount('d.channel', 'd.address')}))`,
    [movedIdentity, into, conversations, at],
  );
  return rows.map(({ id }) => id);
}
