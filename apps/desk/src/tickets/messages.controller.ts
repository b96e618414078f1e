import { type MailHeaders, type Message, type Note, type RemoteImages, RetryMessage, ROUTES, WriteNote, WriteReply } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Words } from '@app/service';
import {
  addNote,
  Blobs,
  type IdempotencyKey,
  once,
  readMessage,
  readNote,
  refuseUnseenMessage,
  retryReply,
  Store,
  undoReply,
  visibleTicketId,
  type Caller,
  type Tx,
} from '@app/store';
import { Body, Controller, Param } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { IfMatch } from '../http/if-match.js';
import { OnceKey } from '../http/once-key.js';
import { PathId, TicketNumber } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { Speaks } from '../http/speaks.js';
import { noteAnswer, TimelineAnswers } from './timeline-answers.js';
import { FileLinks } from '../files/file-links.js';
import { remoteImagesOf } from '../images/remote-images-of.js';
import { mailHeaders } from './mail-headers.js';
import { writeReply } from './write-reply.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly store: Store,
    private readonly answers: TimelineAnswers,
    private readonly blobs: Blobs,
    private readonly links: FileLinks,
  ) {}

  @Serves(ROUTES.writeReply)
  reply(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: WriteReply }) reply: WriteReply,
    @IfMatch() expectedVersion: number | null,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Message> {
    return once(this.store, key, async (tx) => this.message(tx, await writeReply(tx, { caller, number, reply, expectedVersion }), catalog));
  }

  @Serves(ROUTES.undoMessage)
  undo(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<void> {
    return this.store.transaction(async (tx) => {
      await refuseUnseenMessage(tx, caller, id);
      await undoReply(tx, id);
    });
  }

  @Serves(ROUTES.retryMessage)
  retry(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: RetryMessage }) { to }: RetryMessage,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Message> {
    return once(this.store, key, async (tx) => {
      await refuseUnseenMessage(tx, caller, id);
      await retryReply(tx, id, to ? { address: to.address, name: to.name ?? '' } : null);
      return this.message(tx, id, catalog);
    });
  }

  @Serves(ROUTES.getHeaders)
  async headers(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<MailHeaders> {
    await refuseUnseenMessage(this.store, caller, id);
    return mailHeaders(this.store, this.blobs, id);
  }

  @Serves(ROUTES.getRemoteImages)
  async remoteImages(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<RemoteImages> {
    await refuseUnseenMessage(this.store, caller, id);
    const message = await readMessage(this.store, id);
    return { data: remoteImagesOf(message?.html ?? '').map((address) => ({ address, url: this.links.urlOf({ image: address }) })) };
  }

  @Serves(ROUTES.writeNote)
  note(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: WriteNote }) { text, mentions }: WriteNote,
    @CalledBy() caller: Caller,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Note> {
    return once(this.store, key, async (tx) => {
      const ticketId = await visibleTicketId(tx, caller, number);
      const id = await addNote(tx, { ticketId, authorId: caller.agentId, text, mentions });
      const note = await readNote(tx, id);
      if (!note) throw new Error('A note was written and not found.');
      return noteAnswer(note);
    });
  }

  private async message(tx: Tx, id: string, catalog: Words): Promise<Message> {
    const message = await readMessage(tx, id);
    if (!message) throw new DeskError('missing', 'message-missing', 'There is no such message.');
    return this.answers.message(message, catalog);
  }
}
