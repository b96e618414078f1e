import { ROUTES, type Session, SignIn } from '@app/contracts';
import { Store, closeSession, signIn, type Caller } from '@app/store';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication } from '../http/authentication.js';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';
import { SessionAnswers } from './session-answers.js';

@Controller()
export class SessionController {
  constructor(
    private readonly store: Store,
    private readonly authentication: Authentication,
    private readonly answers: SessionAnswers,
  ) {}

  @Serves(ROUTES.signIn)
  async signIn(
    @Body({ schema: SignIn }) { email, password }: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const userAgent = request.headers['user-agent'] ?? null;
    const replaces = await this.authentication.sessionToken(request.headers);
    const opened = await signIn(this.store, { email, password, userAgent, replaces });
    reply.header('set-cookie', await this.authentication.sessionCookie(opened.token));
    return this.answers.session(opened.agentId, opened);
  }

  @Serves(ROUTES.getSession)
  whoIsSignedIn(@CalledBy() caller: Caller): Promise<Session> {
    return this.answers.session(caller.agentId, caller.session);
  }

  @Serves(ROUTES.signOut)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = await this.authentication.sessionToken(request.headers);
    if (token !== null) await closeSession(this.store, token);
    reply.header('set-cookie', await this.authentication.sessionCookie(null));
  }
}
