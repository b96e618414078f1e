import { blocksWithin } from './rich-text.js';
import { type FileShape, type HeldShape, type PhotoShape, RichFileShape } from './shapes.js';
import type { ChatFile } from './update.js';

/**
 * The files of a message, each once: an animation's `document` repeats it. A live photo has two, its still and its video.
 *
 * @see https://core.telegram.org/bots/api#message
 */
export function filesOf(held: HeldShape): readonly ChatFile[] {
  const { photo, animation, document, audio, voice, video, video_note: note, sticker, live_photo: live, paid_media: paid } = held;
  const bought = (paid?.paid_media ?? []).flatMap((media) => [
    ...photoOf(media.photo),
    ...fileOf('video', media.video),
    ...fileOf('live_photo', media.live_photo),
  ]);
  return [
    ...photoOf(photo),
    ...fileOf('live_photo', live),
    ...fileOf('animation', animation),
    ...fileOf('document', animation === null ? document : null),
    ...fileOf('audio', audio),
    ...fileOf('voice', voice),
    ...fileOf('video', video),
    ...fileOf('video_note', note),
    ...fileOf('sticker', sticker),
    ...bought,
    ...richFiles(held.rich_message?.blocks ?? []),
  ];
}

/** Telegram lets a rich message have 500 blocks with 50 files. @see https://core.telegram.org/bots/api#rich-message-formatting-options */
const MOST_BLOCKS = 1_000;
const MOST_RICH_FILES = 50;

/** Files that stand between the words of a rich message. @see https://core.telegram.org/bots/api#richblock */
function richFiles(blocks: readonly unknown[]): readonly ChatFile[] {
  const files: ChatFile[] = [];
  let left = MOST_BLOCKS;
  for (const block of blocksWithin(blocks)) {
    if (left === 0 || files.length >= MOST_RICH_FILES) break;
    left -= 1;
    const { photo, animation, document, audio, voice_note: voice, video } = RichFileShape.parse(block);
    files.push(...photoOf(photo), ...fileOf('animation', animation), ...fileOf('document', document));
    files.push(...fileOf('audio', audio), ...fileOf('voice', voice), ...fileOf('video', video));
  }
  return files;
}

function fileOf(type: ChatFile['type'], file: FileShape | null): ChatFile[] {
  if (file === null) return [];
  return [
    {
      type,
      fileId: file.file_id,
      uniqueId: file.file_unique_id,
      fileName: file.file_name,
      mimeType: file.mime_type,
      fileSize: file.file_size,
    },
  ];
}

/** Of a photo the largest size; where sizes are not told the last, since they come in order. */
function photoOf(sizes: PhotoShape | null): ChatFile[] {
  const largest = (sizes ?? []).toReversed().toSorted((a, b) => pixels(b) - pixels(a) || (b.file_size ?? 0) - (a.file_size ?? 0))[0];
  return fileOf('photo', largest ?? null);
}

function pixels({ width, height }: PhotoShape[number]): number {
  return (width ?? 0) * (height ?? 0);
}
