import { type ReplyLooks, type ReplyPart, TELEGRAM_CAPTION_LIMIT, telegramParts } from './reply-parts.js';

/** A stretch of text with what belongs to it, whether it is still to be sent or stands in the chat. */
export type TextPart = { readonly text: string } & ReplyLooks;

/** A stretch of an answer's text as it stands now. */
export type StandingText = {
  /** Of its delivery. */
  readonly id: string;
  /** Of its message in the chat; null: still to be sent. */
  readonly sentAs: string | null;
  /** It stands below a file or an album, and may be ''. */
  readonly isCaption?: boolean;
  /** Null: nobody knows what stands there. */
  readonly part: TextPart | null;
};

/** What is to be done so that an answer says something else. */
export type PartChange =
  /** What still waits goes out as this. */
  | { readonly kind: 'rewrite'; readonly id: string; readonly part: TextPart }
  /** What still waits is not sent. */
  | { readonly kind: 'drop'; readonly id: string }
  /** What was sent is changed, or deleted. */
  | { readonly kind: 'call'; readonly part: ReplyPart };

/**
 * Finds what makes an answer, some of it sent already, say its new text: each stretch takes the place of the one before it there,
 * and those that are too many go. What is the same already is left alone.
 *
 * @returns null where the new text does not fit what was sent: that can be changed, and nothing be put in between
 */
export function changeOfText(before: readonly StandingText[], text: string, looks: ReplyLooks): readonly PartChange[] | null {
  const after = telegramParts(text, [], looks).flatMap((part) => ('text' in part ? [part] : []));
  const caption = before.find((one) => one.isCaption);
  if (caption) {
    const { choices = [] } = looks;
    const [only = { text: '', ...(choices.length > 0 && { choices }) }] = after;
    // More formatting than one message has is too much below a file, too.
    return text.trim().length > TELEGRAM_CAPTION_LIMIT || after.length > 1 ? null : changeOf(caption, only);
  }
  return after.length > before.length ? null : changeOfParts(before, after);
}

function changeOfParts(before: readonly StandingText[], after: readonly TextPart[]): readonly PartChange[] {
  const changes = before.slice(0, after.length).flatMap((standing, at) => changeOf(standing, after[at]));
  const surplus = before.slice(after.length);
  const sent = surplus.flatMap(({ sentAs }) => sentAs ?? []);
  return [
    ...changes,
    ...surplus.flatMap(({ id, sentAs }): PartChange[] => (sentAs === null ? [{ kind: 'drop', id }] : [])),
    ...(sent.length > 0 ? [{ kind: 'call', part: { remove: sent } } as const] : []),
  ];
}

function changeOf({ id, sentAs, part, isCaption = false }: StandingText, wanted: TextPart | undefined): PartChange[] {
  if (wanted === undefined || (part !== null && says(part) === says(wanted))) return [];
  if (sentAs === null) return [{ kind: 'rewrite', id, part: wanted }];
  return [{ kind: 'call', part: { change: sentAs, ...wanted, ...(isCaption && { isCaption }) } }];
}

/** The same for all that looks the same in the chat. */
function says({ text, entities = [], choices = [] }: TextPart): string {
  const looks = entities.map(({ type, offset, length, url, language }) => [type, offset, length, url ?? null, language ?? null]);
  return JSON.stringify([text, looks, choices]);
}
