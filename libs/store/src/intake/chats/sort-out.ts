import type { Sql } from '../../database/sql.js';
import type { Incoming, IncomingDeletion, IncomingEdit, IncomingMessage, IncomingReaction } from '../incoming.js';
import { type Entered, type Fresh, isAddressed, keyOf, type Outcome, renameReceived } from '../received.js';
import type { LateAnswer, MessageChange } from './message-change.js';
import { findKnown, type KnownMessage } from './known-messages.js';
import { namesAnswered, namesChanged } from './names-about.js';
import { takeWaiting, type WaitingChange } from './waiting.js';
import { inTheirPlaces } from './what-waited.js';
import { withLabel } from './pressed-label.js';

export type SortedOut = {
  /** What becomes messages, in the order of the batch: edits whose message never came stand for it. */
  readonly said: readonly Fresh<IncomingMessage>[];
  readonly changes: readonly MessageChange[];
  /** The edits of `said`, under their own names. */
  readonly firstEdits: readonly Fresh[];
  /** What is kept beside the ledger and changes nothing. */
  readonly outcomes: readonly Outcome[];
  readonly known: ReadonlyMap<string, KnownMessage>;
  /** What is about messages that are not here. */
  readonly waiting: readonly WaitingChange[];
  /** Messages that were here before the batch and reply to what is said in it. */
  readonly answers: readonly LateAnswer[];
};

/** Says what each new thing of a batch is about: a message to be, one that is here, or nothing that we know. */
export async function sortOut(sql: Sql, entered: Entered): Promise<SortedOut> {
  const known = await findKnown(sql, [
    ...entered.fresh.flatMap((item) => [
      ...(entered.firstEdits.has(item) ? [] : namesChanged(item.incoming)),
      ...namesAnswered(item.incoming),
    ]),
    ...entered.overtaken.map(({ incoming }) => incoming),
  ]);
  const albums = await knownAlbums(sql, entered.fresh.filter(isMessage));
  const sorted = new Sorting(entered, known, albums);
  for (const item of entered.fresh) sorted.take(item);
  for (const item of entered.overtaken) sorted.late(item);
  await renameReceived(
    sql,
    sorted.revived.map(({ messageId, incoming }) => ({ messageId, inboxId: incoming.inboxId, externalId: incoming.externalId })),
  );
  const { said, firstEdits, outcomes, waiting } = sorted;
  const awaited = [...said.filter(({ incoming }) => entered.awaited.has(keyOf(incoming))), ...sorted.revived];
  const { changes, answers } = inTheirPlaces(
    new Map(awaited.map((item) => [keyOf(item.incoming), item])),
    await takeWaiting(
      sql,
      awaited.map(({ incoming }) => incoming),
    ),
  );
  return { said, changes: [...changes, ...sorted.changes], firstEdits, outcomes, known, waiting, answers };
}

class Sorting {
  readonly said: Fresh<IncomingMessage>[] = [];
  readonly changes: MessageChange[] = [];
  readonly firstEdits: Fresh[] = [];
  readonly outcomes: Outcome[] = [];
  readonly waiting: WaitingChange[] = [];
  /** What was not said to us, or was a command, until an edit made it a message. */
  readonly revived: Fresh<IncomingMessage>[] = [];

  constructor(
    private readonly entered: Entered,
    private readonly known: ReadonlyMap<string, KnownMessage>,
    private readonly albums: ReadonlySet<string>,
  ) {}

  take(item: Fresh): void {
    if (isMessage(item)) this.message(item);
    else if (is(item, 'edit')) this.edit(item);
    else if (is(item, 'reaction')) this.reaction(item);
    else if (is(item, 'deletion')) this.deletion(item);
  }

  /** The original of a message that an edit made: the earliest of its versions. */
  late(item: Fresh): void {
    const { messageId } = item;
    if (isMessage(item)) this.changes.push({ kind: 'version', messageId, item, version: item.incoming, editedAt: null });
    else this.outcomes.push({ item, outcome: 'overtaken', messageId });
  }

  private message(item: Fresh<IncomingMessage>): void {
    if (isAddressed(item.incoming) || this.albums.has(albumKey(item.incoming))) this.said.push(withLabel(item, this.known));
    else this.outcomes.push({ item, outcome: NOT_TO_US, messageId: null });
  }

  private edit(item: Fresh<IncomingEdit>): void {
    const { message, receivedAt } = item.incoming;
    const editedAt = message.chat?.editedAt ?? receivedAt;
    const known = this.known.get(keyOf(message));
    const first = { messageId: item.messageId, incoming: message };
    if (this.entered.firstEdits.has(item)) this.begin(item, first);
    else if (known?.messageId) this.changes.push({ kind: 'version', messageId: known.messageId, item, version: message, editedAt });
    else if (known && NO_MESSAGES.has(known.outcome) && isAddressed(message)) {
      this.begin(item, first);
      this.revived.push(first);
    } else this.outcomes.push({ item, outcome: known || isAddressed(message) ? 'edit-of-unknown' : NOT_TO_US, messageId: null });
  }

  private begin(item: Fresh, first: Fresh<IncomingMessage>): void {
    this.said.push(first);
    this.firstEdits.push(item);
  }

  private reaction(item: Fresh<IncomingReaction>): void {
    const { inboxId, of } = item.incoming;
    const messageId = this.idOf(item.incoming, of);
    if (messageId) return void this.changes.push({ kind: 'reaction', messageId, item });
    this.waiting.push({ of: { inboxId, externalId: of }, item });
    this.outcomes.push({ item, outcome: 'reaction-to-unknown', messageId: null });
  }

  private deletion(item: Fresh<IncomingDeletion>): void {
    const { inboxId, of } = item.incoming;
    const ids = [...new Set(of.flatMap((name) => this.idOf(item.incoming, name) ?? []))];
    const unknown = of.filter((name) => this.idOf(item.incoming, name) === null);
    this.waiting.push(...unknown.map((externalId) => ({ of: { inboxId, externalId }, item })));
    for (const messageId of ids) this.changes.push({ kind: 'deletion', messageId, item });
    if (ids.length === 0) this.outcomes.push({ item, outcome: 'deletion-of-unknown', messageId: null });
  }

  private idOf({ inboxId }: Incoming, externalId: string): string | null {
    return this.known.get(keyOf({ inboxId, externalId }))?.messageId ?? null;
  }
}

/** What others say to each other in a group. */
const NOT_TO_US = 'group-unaddressed';
/** What an edit may make a message: somebody writes a question where a command stood. */
const NO_MESSAGES: ReadonlySet<string> = new Set([NOT_TO_US, 'command']);

/** Albums that a part of was said to us: the mention stands in one caption alone. */
async function knownAlbums(sql: Sql, messages: readonly Fresh<IncomingMessage>[]): Promise<ReadonlySet<string>> {
  const inAlbums = messages.map(({ incoming }) => incoming).filter(({ chat }) => chat?.album);
  const ours = new Set(inAlbums.filter(isAddressed).map(albumKey));
  const others = inAlbums.filter((one) => !isAddressed(one) && !ours.has(albumKey(one)));
  if (others.length === 0) return ours;
  const rows = await sql.query<{ inboxId: string; externalKey: string; album: string }>(
    `select c.inbox_id as "inboxId", c.external_key as "externalKey", m.album
     from (select distinct * from unnest($1::uuid[], $2::text[], $3::text[]) as u(inbox_id, external_key, album)) as w
     join conversations c on c.inbox_id = w.inbox_id and c.external_key = w.external_key
     join messages m on m.conversation_id = c.id and m.album = w.album`,
    [others.map((one) => one.inboxId), others.map((one) => chatKey(one)), others.map((one) => one.chat?.album)],
  );
  return new Set([...ours, ...rows.map((row) => `${row.inboxId} ${row.externalKey} ${row.album}`)]);
}

function albumKey(incoming: IncomingMessage): string {
  return `${incoming.inboxId} ${chatKey(incoming)} ${incoming.chat?.album ?? ''}`;
}

function chatKey({ place }: IncomingMessage): string {
  return place.kind === 'chat' ? place.externalKey : '';
}

function isMessage(item: Fresh): item is Fresh<IncomingMessage> {
  return item.incoming.kind === 'message';
}

function is<K extends Incoming['kind']>(item: Fresh, kind: K): item is Fresh<Extract<Incoming, { kind: K }>> {
  return item.incoming.kind === kind;
}
