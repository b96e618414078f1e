/** A file that nobody named: we did, by what its channel calls it (`source.unnamed`, e.g. `sticker`). */
type Unnamed = { readonly filename: string; readonly contentType: string; readonly source: Readonly<Record<string, string | number>> };

/**
 * Name and type of a file by its bytes, where the name is ours: a sticker may be a picture, a film or an animation, and what says it is one
 * thing and is another one looks like an attack. A name that somebody gave stays.
 */
export function ownName(file: Unnamed, sniffedType: string | null): { readonly filename: string; readonly contentType: string } {
  const { filename, contentType, source } = file;
  const bare = sniffedType?.split(';')[0] ?? '';
  // Animated stickers are gzipped Lottie: https://core.telegram.org/stickers#animated-stickers-and-emoji
  const type = source.unnamed === 'sticker' && bare === 'application/gzip' ? 'application/x-tgsticker' : bare;
  const extension = EXTENSIONS[type];
  if (source.unnamed === undefined || extension === undefined) return { filename, contentType };
  return { filename: filename.replace(/\.[^.]*$/, `.${extension}`), contentType: type };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/x-m4a': 'm4a',
  'audio/mp4': 'm4a',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/x-tgsticker': 'tgs',
};
