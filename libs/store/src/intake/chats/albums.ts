import type { Sql } from '../../database/sql.js';
import type { IncomingMessage } from '../incoming.js';
import type { LocatedMessage } from '../placement.js';
import { isAddressed, type Fresh } from '../received.js';
import { joinCaptions } from './chat-message.js';

/** A part of an album that is no message of its own. */
export type AlbumPart = {
  readonly item: Fresh<IncomingMessage>;
  /** The album's message. */
  readonly messageId: string;
  /** Whether that was there before this batch; else it has the part's files and words already. */
  readonly isLate: boolean;
};

/**
 * Makes one message of the parts of each album, whatever batch they come in (`fail:G16`). Conversations must be locked: whoever takes another
 * part in at the same moment waits, and finds this one.
 *
 * @returns the messages to be placed, and the parts that go into one of them or into an earlier one
 */
export async function joinAlbums(
  sql: Sql,
  located: readonly LocatedMessage[],
): Promise<{ messages: readonly LocatedMessage[]; parts: readonly AlbumPart[] }> {
  const inAlbums = located.filter((one) => albumOf(one) !== null);
  if (inAlbums.length === 0) return { messages: located, parts: [] };
  const known = await readAlbums(sql, inAlbums);
  const together = Map.groupBy(inAlbums, keyOfAlbum);
  const parts: AlbumPart[] = [];
  const messages = located.flatMap((one) => {
    const key = keyOfAlbum(one);
    const all = albumOf(one) === null ? undefined : together.get(key);
    if (!all) return [one];
    const earlier = known.get(key);
    const first = all.find(({ incoming }) => isAddressed(incoming)) ?? one;
    if (earlier === undefined && one === first) return [{ ...one, incoming: whole(one.incoming, all) }];
    parts.push({ item: one, messageId: earlier ?? first.messageId, isLate: earlier !== undefined });
    return [];
  });
  return { messages, parts };
}

async function readAlbums(sql: Sql, located: readonly LocatedMessage[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; conversationId: string; album: string }>(
    `select m.id, m.conversation_id as "conversationId", m.album
     from (select distinct * from unnest($1::uuid[], $2::text[]) as u(conversation_id, album)) as w
     join messages m on m.conversation_id = w.conversation_id and m.album = w.album`,
    [located.map((one) => one.conversationId), located.map(albumOf)],
  );
  return new Map(rows.map((row) => [`${row.conversationId} ${row.album}`, row.id]));
}

/** The first part with what the others have. */
function whole(first: IncomingMessage, all: readonly LocatedMessage[]): IncomingMessage {
  const incoming = all.map((one) => one.incoming);
  const files = [...new Map(incoming.flatMap((one) => one.files).map((file) => [fileKey(file), file])).values()];
  const chat = first.chat && {
    ...first.chat,
    answers: incoming.find((one) => one.chat?.answers)?.chat?.answers ?? null,
    forwarded: incoming.find((one) => one.chat?.forwarded)?.chat?.forwarded ?? null,
  };
  const { text, html } = joinCaptions(incoming);
  const spoken = incoming.find((one) => one.problem === null) ?? first;
  return { ...first, text, html, files, problem: spoken.problem, ...(chat ? { chat } : {}) };
}

/** The same part may be here twice, as it was and as it was changed. */
function fileKey(file: IncomingMessage['files'][number]): unknown {
  return file.kind === 'waiting' && typeof file.source['uniqueId'] === 'string' ? file.source['uniqueId'] : file;
}

function albumOf({ incoming }: LocatedMessage): string | null {
  return incoming.chat?.album ?? null;
}

function keyOfAlbum(one: LocatedMessage): string {
  return `${one.conversationId} ${albumOf(one)}`;
}
