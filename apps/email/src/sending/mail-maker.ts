import { composeMail, type DkimSigner, type OutgoingFile, signMail } from '@app/mail';
import type { Blobs, DueMessage, OpenInbox } from '@app/store';
import { outgoingMail } from './outgoing-mail.js';

/** Makes the bytes of a mail: the same at every try. */
export class MailMaker {
  /** Null: the sending server signs, or nobody. */
  private readonly signer: DkimSigner | null;

  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly blobs: Blobs,
  ) {
    const { dkim } = inbox.settings;
    const { dkimKey } = inbox.secrets;
    this.signer = dkim === null || dkimKey === undefined ? null : { ...dkim, key: dkimKey };
  }

  /** @throws DeskError missing/blob-missing (an answer is never sent without its files, `fail:S6`), invalid/address-unusable */
  async bytesOf(message: DueMessage): Promise<Buffer> {
    const from = { address: this.inbox.settings.address, name: this.inbox.name };
    // Not when it was written: one that was to leave on Monday would come as a mail of Friday, which filters take for spam.
    const { takenAt } = message;
    const raw = await composeMail(outgoingMail(message, from, await this.filesOf(message), takenAt));
    return this.signer === null ? raw : await signMail(raw, this.signer, takenAt);
  }

  private filesOf(message: DueMessage): Promise<OutgoingFile[]> {
    return Promise.all(
      message.attachments.map(async ({ filename, contentType, sha256 }) => ({
        filename,
        contentType,
        content: await this.blobs.get(sha256),
      })),
    );
  }
}
