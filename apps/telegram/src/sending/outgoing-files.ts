import { chatFileKind, type ChatFileKind, DeskError } from '@app/domain';
import type { Blobs, DueAttachment } from '@app/store';
import type { OutgoingFile } from '@app/telegram';
import { imageSize } from 'image-size';

/** "Files of any type of up to 50 MB"; a Bot API server of one's own takes 2,000 MB. @see https://core.telegram.org/bots/api#senddocument */
const LIMIT_MB = 50;
const OWN_SERVER_LIMIT_MB = 2000;
const TELEGRAM = 'api.telegram.org';
/** Where the size of a picture stands, behind what a camera writes before it. */
const HEAD_BYTES = 256 * 1024;
/** "The photo's width and height must not exceed 10000 in total. Width and height ratio must be at most 20." @see https://core.telegram.org/bots/api#sendphoto */
const MOST_POINTS = 10_000;
const MOST_RATIO = 20;

/** Makes files of an answer ready to be sent: what Telegram would refuse is told before, and none is read into memory. */
export class OutgoingFiles {
  private readonly limitMb: number;

  constructor(
    private readonly blobs: Blobs,
    apiRoot: string,
  ) {
    this.limitMb = new URL(apiRoot).hostname === TELEGRAM ? LIMIT_MB : OWN_SERVER_LIMIT_MB;
  }

  /** @throws DeskError missing/attachment-missing, invalid/telegram-file-over-limit */
  async of(ids: readonly string[], attachments: readonly DueAttachment[]): Promise<readonly OutgoingFile[]> {
    const files = await Promise.all(ids.map((id) => this.one(attachments.find((file) => file.id === id))));
    // A picture that cannot be shown in an album of pictures: then it is an album of files.
    return files.length > 1 && files.some(({ kind }) => kind === 'document') ? asDocuments(files) : files;
  }

  private async one(file: DueAttachment | undefined): Promise<OutgoingFile> {
    if (!file) throw new DeskError('missing', 'attachment-missing', 'A file of this answer is gone.');
    const { filename, size, sha256, contentType } = file;
    if (size > this.limitMb * 1024 * 1024) {
      const params = { filename, limit: this.limitMb };
      throw new DeskError('invalid', 'telegram-file-over-limit', `Telegram takes files of up to ${this.limitMb} MB.`, { params });
    }
    const type = file.sniffedType ?? contentType;
    const open = () => this.blobs.stream(sha256);
    return { kind: await this.kindOf(file, chatFileKind({ type, size })), filename, contentType: type, size, open };
  }

  private async kindOf({ sha256 }: DueAttachment, kind: ChatFileKind): Promise<ChatFileKind> {
    if (kind !== 'photo') return kind;
    const head = (await this.blobs.find(sha256, HEAD_BYTES))?.start ?? (await this.blobs.get(sha256));
    return isShownAsPhoto(head) ? 'photo' : 'document';
  }
}

export function asDocuments(files: readonly OutgoingFile[]): readonly OutgoingFile[] {
  return files.map((file) => ({ ...file, kind: 'document' }));
}

/** Where its size is not found, Telegram is asked: it refuses what it does not show. */
function isShownAsPhoto(head: Buffer): boolean {
  try {
    const { width, height } = imageSize(head);
    return width + height <= MOST_POINTS && Math.max(width, height) <= MOST_RATIO * Math.min(width, height);
  } catch {
    return true;
  }
}
