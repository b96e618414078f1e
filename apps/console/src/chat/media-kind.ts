import type { Attachment } from '../api/shapes.js';

export type MediaKind = 'audio' | 'video';

/** What a file's bytes are, where a browser may play it; null for all else, and for what is not there or may do harm. */
export function mediaKindOf({ sniffedType, url, warning }: Attachment): MediaKind | null {
  if (url === null || warning !== null) return null;
  const kind = sniffedType?.split('/')[0];
  return kind === 'audio' || kind === 'video' ? kind : null;
}

export type Places = { readonly pictures: Attachment[]; readonly media: Attachment[]; readonly files: Attachment[] };

/** Pictures are shown, sound and films are played, everything else is listed. */
export function placesOf(attachments: readonly Attachment[]): Places {
  const pictures = attachments.filter(({ picture, url, warning }) => picture && url !== null && warning === null);
  const media = attachments.filter((file) => !pictures.includes(file) && mediaKindOf(file) !== null);
  return { pictures, media, files: attachments.filter((file) => !pictures.includes(file) && !media.includes(file)) };
}
