import type { EventOf, UpdateReceived } from '@app/contracts';
import type { Incoming, IncomingFile, Kept } from '@app/store';
import { z } from 'zod';

/**
 * What we read of an update; all else stays in the original.
 *
 * @see https://core.telegram.org/bots/api#update
 */
const File = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
});
const User = z.object({
  id: z.number(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
});
const Message = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat: z.object({ id: z.number(), type: z.string() }),
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(File.extend({ width: z.number(), height: z.number() })).optional(),
  document: File.optional(),
  audio: File.optional(),
  voice: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  animation: File.optional(),
  sticker: File.optional(),
});
type Message = z.infer<typeof Message>;
const Update = z.object({ update_id: z.number(), message: Message.optional(), edited_message: Message.optional() });

type Event = EventOf<typeof UpdateReceived>;

/** An update as the Bot API gave it; what is no message of a private chat is kept as it came. */
export function fromTelegram(event: Event, raw: Kept, bytes: Buffer): Incoming {
  const parsed = Update.safeParse(readJson(bytes));
  if (!parsed.success) return other(event, raw, 'update-unreadable');
  const { message, edited_message: edited } = parsed.data;
  // Pressing "Start" says nothing yet.
  if (message?.text === '/start') return other(event, raw, 'started');
  if (message?.chat.type === 'private') return messageOf(event, raw, message);
  if (edited?.chat.type === 'private') return editOf(event, raw, edited);
  return other(event, raw, 'update-unsupported');
}

function messageOf(event: Event, raw: Kept, message: Message): Incoming {
  const { data } = event;
  const files = filesOf(message);
  const text = message.text ?? message.caption ?? '';
  return {
    kind: 'message',
    channel: 'telegram',
    way: 'telegram',
    inboxId: data.inboxId,
    externalId: data.externalId,
    receivedAt: new Date(data.receivedAt),
    raw,
    sender: {
      address: String(message.from?.id ?? message.chat.id),
      name: [message.from?.first_name, message.from?.last_name].filter(Boolean).join(' '),
      language: message.from?.language_code?.slice(0, 2) ?? null,
      proved: 'telegram',
    },
    authentication: null,
    place: { kind: 'chat', externalKey: data.chatKey },
    subject: null,
    text,
    html: null,
    quoted: null,
    signature: null,
    to: [],
    cc: [],
    replyTo: [],
    sourceAt: new Date(message.date * 1000),
    isAutomatic: false,
    // A kind of message that we cannot show yet is still a message, with its original.
    remarks: [],
    problem: text === '' && files.length === 0 ? { code: 'message-kind-unknown', params: {} } : null,
    files,
    clientId: null,
  };
}

function editOf(event: Event, raw: Kept, message: Message): Incoming {
  const { data } = event;
  return {
    kind: 'edit',
    inboxId: data.inboxId,
    externalId: data.externalId,
    receivedAt: new Date(data.receivedAt),
    raw,
    of: messageExternalId(data.botId, message),
    text: message.text ?? message.caption ?? '',
    html: null,
  };
}

/** The external id that a message had when it first came (`model.md` 2: bot id, kind, chat, message id). */
function messageExternalId(botId: string, message: { chat: { id: number }; message_id: number }): string {
  return `${botId}:message:${message.chat.id}:${message.message_id}`;
}

function other(event: Event, raw: Kept, outcome: string): Incoming {
  const { inboxId, externalId, receivedAt } = event.data;
  return { kind: 'other', inboxId, externalId, receivedAt: new Date(receivedAt), raw, outcome };
}

/** Of a photo the largest size. Each is fetched later: intake never waits for a file. */
function filesOf(message: Message): IncomingFile[] {
  const photo = message.photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  const named: [z.infer<typeof File> | undefined, string, string][] = [
    [photo, 'photo.jpg', 'image/jpeg'],
    [message.document, 'document', 'application/octet-stream'],
    [message.audio, 'audio.mp3', 'audio/mpeg'],
    [message.voice, 'voice.ogg', 'audio/ogg'],
    [message.video, 'video.mp4', 'video/mp4'],
    [message.video_note, 'video.mp4', 'video/mp4'],
    [message.sticker, 'sticker.webp', 'image/webp'],
  ];
  return named.flatMap(([file, filename, contentType]) =>
    file
      ? [
          {
            kind: 'waiting',
            filename: file.file_name ?? filename,
            contentType: file.mime_type ?? contentType,
            size: file.file_size ?? 0,
            source: { fileId: file.file_id },
          },
        ]
      : [],
  );
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
