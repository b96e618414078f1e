import { type ChatAnswer, type ChatNews, ChatPoll } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Config } from '@app/service';
import { Store, tokenMark, type Visitor, visitorByToken } from '@app/store';
import { type BeforeApplicationShutdown, Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Connection } from '../live/connection.js';
import { Connections } from '../live/connections.js';
import { checkFrame } from '../live/read-frame.js';
import { Receipts } from '../live/receipts.js';
import { isSaid, VisitorWords } from '../live/visitor-words.js';
import { WaitingCall } from '../live/waiting-call.js';
import { bearerToken } from './bearer-token.js';
import { refuseForeignOrigin } from './own-origin.js';
import { VisitorLimits } from './visitor-limits.js';

/** The chat without a socket, for networks that let none through: the same words, by calls that wait. */
@Controller('chat/v1/messages')
export class MessagesController implements BeforeApplicationShutdown {
  private readonly waiting = new Set<WaitingCall>();

  constructor(
    private readonly store: Store,
    private readonly connections: Connections,
    private readonly receipts: Receipts,
    private readonly words: VisitorWords,
    private readonly limits: VisitorLimits,
    private readonly config: Config,
  ) {}

  beforeApplicationShutdown(): void {
    for (const call of this.waiting) call.terminate();
  }

  @Get()
  async news(
    @Query({ schema: ChatPoll }) asked: ChatPoll,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('authorization') authorization?: string,
  ): Promise<ChatNews> {
    const token = bearerToken(authorization);
    const visitor = await visitorByToken(this.store, token);
    this.limits.spend('pollOfVisitor', visitor.id);
    void reply.header('cache-control', 'no-store');
    return { answers: await this.listen(visitor, token, asked, (call) => reply.raw.once('close', () => call.terminate())) };
  }

  /** A frame of what is said; who the visitor is has calls of its own. */
  @Post()
  @HttpCode(200)
  async say(
    @Body() sent: unknown,
    @Headers('authorization') authorization?: string,
    @Headers('origin') origin?: string,
  ): Promise<ChatNews> {
    refuseForeignOrigin(origin, this.config.PUBLIC_SITE_URL);
    const frame = checkFrame(sent);
    if (!isSaid(frame)) throw new DeskError('invalid', 'frame-unreadable', 'No frame for a call.', { params: { detail: frame.name } });
    const told = await this.words.take(await visitorByToken(this.store, bearerToken(authorization)), frame, null);
    return { answers: told === null ? [] : [told] };
  }

  private async listen(
    visitor: Visitor,
    token: string,
    { after, wait, got, read }: ChatPoll,
    onCall: (call: WaitingCall) => void,
  ): Promise<readonly ChatAnswer[]> {
    const call = new WaitingCall(wait * 1_000, () => {
      for (const id of connection.conversationIds) {
        if (got > 0) this.receipts.note(id, 'got', got);
        if (read > 0) this.receipts.note(id, 'read', read);
      }
    });
    const connection = new Connection(visitor, BigInt(after), call, tokenMark(token));
    onCall(call);
    this.waiting.add(call);
    try {
      this.connections.add(connection);
      return await call.answers();
    } finally {
      this.waiting.delete(call);
      this.connections.remove(connection);
    }
  }
}
