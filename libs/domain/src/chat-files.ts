/** A file of an answer in a chat. */
export type ChatFile = {
  readonly id: string;
  readonly filename: string;
  /** As its bytes say, else as its sender says: a MIME type. */
  readonly type: string;
  readonly size: number;
};

/** How Telegram shows a file. */
export type ChatFileKind = 'photo' | 'video' | 'animation' | 'audio' | 'voice' | 'document';

/** "The photo must be at most 10 MB in size." @see https://core.telegram.org/bots/api#sendphoto */
export const TELEGRAM_PHOTO_LIMIT = 10 * 1024 * 1024;

const KINDS: Readonly<Record<string, ChatFileKind>> = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'image/gif': 'animation',
  // "Telegram clients support MPEG4 videos (other formats may be sent as Document)".
  'video/mp4': 'video',
  // "Your audio must be in the .MP3 or .M4A format."
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  // "Your audio must be in an .OGG file encoded with OPUS"; OGG of another codec is a document.
  'audio/ogg; codecs=opus': 'voice',
  'audio/opus': 'voice',
};

/** @see https://core.telegram.org/bots/api#sendaudio and the other methods that send files */
export function chatFileKind({ type, size }: Pick<ChatFile, 'type' | 'size'>): ChatFileKind {
  const kind = KINDS[type.toLowerCase()] ?? 'document';
  return kind === 'photo' && size > TELEGRAM_PHOTO_LIMIT ? 'document' : kind;
}

/** "2-10 items"; "documents and audio files can be only grouped in an album with messages of the same type". @see https://core.telegram.org/bots/api#sendmediagroup */
const MOST_IN_ALBUM = 10;
const ALBUMS: Readonly<Record<ChatFileKind, string | null>> = {
  photo: 'picture',
  video: 'picture',
  document: 'document',
  audio: 'audio',
  animation: null,
  voice: null,
};

/** Which files are shown together, in the order of their first ones. */
export function albums(files: readonly ChatFile[]): readonly (readonly string[])[] {
  const groups = Map.groupBy(files, (file) => ALBUMS[chatFileKind(file)] ?? file.id);
  return [...groups.values()].flatMap((group) => {
    const ids = group.map(({ id }) => id);
    return Array.from({ length: Math.ceil(ids.length / MOST_IN_ALBUM) }, (_, n) => ids.slice(n * MOST_IN_ALBUM, (n + 1) * MOST_IN_ALBUM));
  });
}
