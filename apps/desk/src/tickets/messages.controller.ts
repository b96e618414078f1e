import {
  ChangeMessage,
  type MailHeaders,
  type Message,
  type MessageVersions,
  type Note,
  type RemoteImages,
  RetryMessage,
  ROUTES,
  SayTyping,
  type UndoneMessage,
  WriteNote,
  WriteReply,
} from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Words } from '@app/service';
import {
  addNote,
  Blobs,
  changeReply,
  type IdempotencyKey,
  once,
  readMessage,
  readNote,
  readVersions,
  refuseUnseenMessage,
  retryReply,
  Store,
  takeBackReply,
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
import { chatText } from './chat-text.js';
import { readAnswer } from './read-answer.js';
import { retryOf } from './retry-of.js';
import { Typing } from './typing.js';
import { writeReply } from './write-reply.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly store: Store,
    private readonly answers: TimelineAnswers,
    private readonly blobs: Blobs,
    private readonly links: FileLinks,
    private readonly typing: Typing,
  ) {}

  @Serves(ROUTES.writeReply)
  async reply(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: WriteReply }) written: WriteReply,
    @IfMatch() expectedVersion: number | null,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Message> {
    const { reply, body } = await readAnswer({ store: this.store, blobs: this.blobs }, { caller, number, reply: written });
    return once(this.store, key, async (tx) =>
      this.message(tx, await writeReply(tx, { caller, number, reply, body, expectedVersion }), catalog),
    );
  }

  @Serves(ROUTES.undoMessage)
  undo(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<UndoneMessage> {
    return this.store.transaction(async (tx) => {
      await refuseUnseenMessage(tx, caller, id);
      return takeBackReply(tx, id, caller);
    });
  }

  @Serves(ROUTES.changeMessage)
  change(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeMessage }) change: ChangeMessage,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ): Promise<Message> {
    const changed = chatText(change);
    return this.store.transaction(async (tx) => {
      await refuseUnseenMessage(tx, caller, id);
      await changeReply(tx, { messageId: id, viewer: caller, ...changed });
      return this.message(tx, id, catalog);
    });
  }

  @Serves(ROUTES.getVersions)
  async versions(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<MessageVersions> {
    await refuseUnseenMessage(this.store, caller, id);
    const versions = await readVersions(this.store, id);
    return { data: versions.map((version) => ({ ...version, until: version.until.toISOString() })) };
  }

  @Serves(ROUTES.sayTyping)
  async type(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: SayTyping }) { conversation }: SayTyping,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    await this.typing.say(caller, number, conversation ?? null);
  }

  @Serves(ROUTES.retryMessage)
  retry(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: RetryMessage }) retry: RetryMessage,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Message> {
    return once(this.store, key, async (tx) => {
      await refuseUnseenMessage(tx, caller, id);
      await retryReply(tx, id, await retryOf(tx, retry, caller));
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
