import type { IncomingFile } from '@app/store';
import type { ChatFile, ChatMessage } from '@app/telegram';

/**
 * The files of a message in a chat. Each is fetched later by the channel app: intake never waits for a file.
 *
 * What has no name of its own gets one that says what it is, from when, and differs within a chat: `voice-2026-11-23-117.ogg`. Its
 * extension and type are a guess until the bytes are here (`own-names.ts` of store).
 */
export function telegramFiles({ files, date, messageId }: Pick<ChatMessage, 'files' | 'date' | 'messageId'>): IncomingFile[] {
  const day = date === null ? '' : `-${new Date(date * 1000).toISOString().slice(0, 10)}`;
  return files.map((file, place) => {
    const [word, extension, type] = GUESSES[file.type];
    const ownName = `${word}${day}-${messageId}${place === 0 ? '' : `-${place + 1}`}.${extension}`;
    return {
      kind: 'waiting',
      filename: file.fileName || ownName,
      contentType: file.mimeType || type,
      size: file.fileSize ?? 0,
      source: {
        fileId: file.fileId,
        ...(file.uniqueId === null ? {} : { uniqueId: file.uniqueId }),
        ...(file.fileName ? {} : { unnamed: file.type }),
      },
    };
  });
}

/** What files of each kind are mostly. @see https://core.telegram.org/bots/api#message */
const GUESSES: Readonly<Record<ChatFile['type'], readonly [word: string, extension: string, type: string]>> = {
  photo: ['photo', 'jpg', 'image/jpeg'],
  live_photo: ['live-photo', 'mp4', 'video/mp4'],
  animation: ['animation', 'mp4', 'video/mp4'],
  document: ['document', 'bin', 'application/octet-stream'],
  audio: ['audio', 'mp3', 'audio/mpeg'],
  voice: ['voice', 'ogg', 'audio/ogg'],
  video: ['video', 'mp4', 'video/mp4'],
  video_note: ['video-note', 'mp4', 'video/mp4'],
  sticker: ['sticker', 'webp', 'image/webp'],
};
