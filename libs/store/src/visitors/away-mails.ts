import { countedAddress, senderName, type WrittenMail } from '@app/domain';
import type { Store, Tx } from '../database/store.js';
import { type CountedMail, noteMailedChats } from '../intake/acknowledgement-budget.js';
import { addTicketEvents } from '../tickets/timeline.js';
import { findAway, lockFamilies, type UnseenAnswer } from './away-due.js';
import type { AwayInbox } from './away-inboxes.js';
import { type AwayChat, decideAway, timelineOf } from './decide-away.js';
import { insertRecaps } from './recaps.js';

/** `fileIds`: of the answers' files, those that go with it. */
export type ComposedRecap = WrittenMail & { readonly fileIds: readonly string[] };

/**
 * Sends by mail what visitors who are away were answered (table `away_mails`, and what `recaps.ts` and `acknowledgement-budget.ts` write): each
 * answer once, whoever calls this and however often, since what is decided and what is sent are one commit. Called by webchat.
 *
 * @param inboxes whose outlet is there
 * @param compose writes a mail; pure
 * @param limit chats that are looked at in one transaction
 * @returns how many were due: as many as the limit where there may be more
 */
export async function mailAway(
  store: Store,
  inboxes: readonly AwayInbox[],
  compose: (chat: AwayChat) => ComposedRecap,
  limit: number,
): Promise<number> {
  const due = inboxes.length === 0 ? [] : await findAway(store, inboxes, limit);
  if (due.length === 0) return 0;
  await store.transaction(async (tx) => {
    const families = await lockFamilies(tx, due);
    if (families.length === 0) return;
    const decisions = await decideAway(tx, families, new Map(inboxes.map((one) => [one.id, one])));
    const mailed = decisions.flatMap((one) => (one.kind === 'mailed' ? [one.chat] : []));
    const mails = await insertRecaps(
      tx,
      mailed.map((chat) => {
        const { fileIds, ...written } = compose(chat);
        const { rootId, contactId, ticket, outlet, address, organisation } = chat;
        const fromName = senderName(outlet.fromName, chat.answers.at(-1)?.author ?? null, organisation);
        return { kind: 'away', rootId, contactId, ticket, outlet, fromName, address, written, fileIds };
      }),
    );
    const mailOf = new Map(mailed.map(({ rootId }, n) => [rootId, mails[n] ?? null]));
    await noteDecided(
      tx,
      decisions.flatMap((one) => (one.kind === 'mailed' ? one.chat.answers : one.answers)),
      mailOf,
    );
    await noteMailedChats(
      tx,
      mailed.filter(({ isProved }) => !isProved).flatMap((chat) => countedMail(chat, mailOf)),
    );
    await addTicketEvents(tx, decisions.flatMap(timelineOf));
  });
  return due.length;
}

/** The primary key is what makes it once: a second decision about an answer fails with all that belongs to it. */
async function noteDecided(tx: Tx, answers: readonly UnseenAnswer[], mailOf: ReadonlyMap<string, string | null>): Promise<void> {
  await tx.query(`insert into away_mails (message_id, mail) select * from unnest($1::uuid[], $2::uuid[])`, [
    answers.map((one) => one.messageId),
    answers.map((one) => mailOf.get(one.rootId) ?? null),
  ]);
}

function countedMail({ rootId, address, outlet }: AwayChat, mailOf: ReadonlyMap<string, string | null>): CountedMail[] {
  const messageId = mailOf.get(rootId) ?? null;
  return messageId === null ? [] : [{ messageId, inboxId: outlet.id, chatId: rootId, address: countedAddress(address) }];
}
