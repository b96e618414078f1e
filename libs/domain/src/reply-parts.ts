import { albums, type ChatFile } from './chat-files.js';
import { splitText, type TextEntity } from './split-text.js';

/** One call to the Bot API. */
export type ReplyPart =
  /** A stretch of text; `choices` are buttons below it. */
  | { readonly text: string; readonly entities?: readonly TextEntity[]; readonly choices?: readonly string[] }
  /** A file; `caption` is the text below it. */
  | {
      readonly attachmentId: string;
      readonly caption?: string;
      readonly entities?: readonly TextEntity[];
      readonly choices?: readonly string[];
    }
  /** Two to ten files that are shown together. */
  | { readonly album: readonly string[]; readonly caption?: string; readonly entities?: readonly TextEntity[] }
  /** What was sent before, by its id in the chat, is to say this now. Buttons that are not said again are gone. */
  | {
      readonly change: string;
      readonly text: string;
      /** It stands below a file, or an album: then it may be ''. */
      readonly isCaption?: true;
      readonly entities?: readonly TextEntity[];
      readonly choices?: readonly string[];
    }
  /** Messages that were sent before are to be gone, by their ids in the chat. */
  | { readonly remove: readonly string[] };

/** Most UTF-16 units of one message. @see https://core.telegram.org/bots/api#sendmessage */
export const TELEGRAM_TEXT_LIMIT = 4096;
/** Most UTF-16 units below a file. @see https://core.telegram.org/bots/api#sendphoto */
export const TELEGRAM_CAPTION_LIMIT = 1024;

/** How an answer's text looks, and what stands below it. */
export type ReplyLooks = { readonly entities?: readonly TextEntity[]; readonly choices?: readonly string[] };

/**
 * Cuts an answer into what Telegram takes at once: the text in stretches, then the files, together where they may be.
 *
 * A text that fits goes below the files when they are one file or one album: so the customer gets one message. Not with choices: an
 * album has no buttons. Choices stand below the last stretch of text; without a text below the last file, which stands alone then.
 */
export function telegramParts(text: string, files: readonly ChatFile[], looks: ReplyLooks = {}): readonly ReplyPart[] {
  const { entities = [], choices = [] } = looks;
  const stretches = splitText(text, TELEGRAM_TEXT_LIMIT, entities).map(({ text: stretch, entities: formats }) => ({
    text: stretch,
    ...(formats.length > 0 && { entities: formats }),
  }));
  const [only] = stretches;
  if (choices.length > 0) {
    if (!only) return withChoices(fileParts(files.slice(0, -1)), fileParts(files.slice(-1)), choices);
    return [...withChoices([], stretches, choices), ...fileParts(files)];
  }
  const parts = fileParts(files);
  const [together] = parts;
  const isCaption = only && together && stretches.length === 1 && parts.length === 1 && only.text.length <= TELEGRAM_CAPTION_LIMIT;
  if (!isCaption) return [...stretches, ...parts];
  const { text: caption, ...formats } = only;
  return [{ ...together, caption, ...formats }];
}

type FilePart = Extract<ReplyPart, { readonly attachmentId: string } | { readonly album: readonly string[] }>;

function fileParts(files: readonly ChatFile[]): readonly FilePart[] {
  return albums(files).map((ids) => (ids.length === 1 ? { attachmentId: String(ids[0]) } : { album: ids }));
}

function withChoices(before: readonly ReplyPart[], parts: readonly ReplyPart[], choices: readonly string[]): readonly ReplyPart[] {
  return [...before, ...parts.map((part, at) => (at === parts.length - 1 ? { ...part, choices } : part))];
}
