import { randomUUIDv7 as newId } from 'node:crypto';
import { DeskError, type TextEntity } from '@app/domain';
import { placeImages, sanitizeMailHtml, shownIds, takeDataImages, textOfHtml } from '@app/mail';
import { addUpload, type Blobs, type KeptFile, type Tx } from '@app/store';

/** What an agent wrote, harmless, with the files that it brings along. */
export type WrittenBody = {
  /** What was written, or the words of the HTML where nothing was beside it. */
  readonly text: string;
  /** Its pictures name attachments (`data-attachment`); null: none was written. */
  readonly html: string | null;
  readonly attachmentIds: readonly string[];
  /** Those of them that the HTML shows in their place. */
  readonly shownIds: readonly string[];
  /** Pictures that were pasted: their bytes are kept, their rows are still to be written. */
  readonly pictures: readonly Picture[];
  /** Of an answer in Telegram: how the text looks. */
  readonly entities: readonly TextEntity[];
};

type Picture = { readonly id: string; readonly contentType: string; readonly blob: KeptFile };

export type Wish = { readonly text: string; readonly html?: string | undefined; readonly attachments?: readonly string[] | undefined };

/** Characters of what is left of an answer's HTML without its pictures. */
const MAX_HTML_LENGTH = 200_000;

/**
 * Reads an answer's HTML before anything is locked: its pictures are kept as files here.
 *
 * @throws DeskError invalid/html-too-long
 */
export async function writtenBody(blobs: Blobs, { text, html, attachments = [] }: Wish): Promise<WrittenBody> {
  const given = [...new Set(attachments.map((id) => id.toLowerCase()))];
  if (html === undefined) return { text, html: null, attachmentIds: given, shownIds: [], pictures: [], entities: [] };
  const taken = takeDataImages(html, newId);
  const safe = sanitizeMailHtml(taken.html);
  if (safe.length > MAX_HTML_LENGTH)
    throw new DeskError('invalid', 'html-too-long', 'The HTML of an answer has 200,000 characters at most.');
  const shown = shownIds(safe);
  const pictures = taken.images
    .filter(({ id }) => shown.includes(id))
    .map(async ({ id, contentType, content }) => ({ id, contentType, blob: await blobs.keepFile(content) }));
  const named = shown.map((id) => ({ filename: id, contentId: id }));
  return {
    text: text.trim() === '' ? textOfHtml(safe) : text,
    html: placeImages(safe, named, shown),
    attachmentIds: [...new Set([...given, ...shown])],
    shownIds: shown,
    pictures: await Promise.all(pictures),
    entities: [],
  };
}

/** Makes the pictures uploads of the author: whoever undoes the answer has them still. */
export async function addPictures(tx: Tx, { pictures }: WrittenBody, agentId: string): Promise<void> {
  for (const [at, { id, contentType, blob }] of pictures.entries()) {
    const filename = `picture-${at + 1}.${contentType.slice('image/'.length)}`;
    await addUpload(tx, { id, filename, contentType, blob, uploadedBy: agentId });
  }
}
