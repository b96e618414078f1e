import { ConsentAnswer, ConsentQuery, type OAuthClient, OAuthProvider, ROUTES, SetOAuthClient } from '@app/contracts';
import { DeskError } from '@app/domain';
import { type Caller, Store } from '@app/store';
import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication } from '../http/authentication.js';
import { CalledBy } from '../http/called-by.js';
import { isOwnPage } from '../http/forgery.js';
import { Serves } from '../http/serves.js';
import { MailboxConsent } from './mailbox-consent.js';

@Controller()
export class OAuthController {
  constructor(
    private readonly store: Store,
    private readonly authentication: Authentication,
    private readonly consent: MailboxConsent,
  ) {}

  @Serves(ROUTES.listOAuthClients)
  async list(): Promise<{ data: OAuthClient[] }> {
    return { data: await this.consent.providers() };
  }

  @Serves(ROUTES.setOAuthClient)
  set(
    @Param('provider', { schema: OAuthProvider }) provider: OAuthProvider,
    @Body({ schema: SetOAuthClient }) client: SetOAuthClient,
    @CalledBy() caller: Caller,
  ): Promise<OAuthClient> {
    return this.store.transaction((tx) => this.consent.register(tx, provider, client, caller));
  }

  /** A GET that a foreign page must not make the browser do: it begins something. */
  @Serves(ROUTES.startConsent)
  async start(
    @Param('provider', { schema: OAuthProvider }) provider: OAuthProvider,
    @Query({ schema: ConsentQuery }) { inbox }: ConsentQuery,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isOwnPage(request.headers, this.authentication.ownOrigin))
      throw new DeskError('forbidden', 'origin-refused', 'This page may not do that.');
    await reply.redirect(await this.consent.begin(provider, inbox, caller), 302);
  }

  /** The session's cookie comes along: the provider sends the browser here by a top-level GET, which `SameSite=Lax` lets through. */
  @Serves(ROUTES.finishConsent)
  async finish(
    @Param('provider', { schema: OAuthProvider }) provider: OAuthProvider,
    @Query({ schema: ConsentAnswer }) answer: ConsentAnswer,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = await this.authentication.callerOf(request.headers);
    await reply.redirect(await this.consent.finish(provider, answer, caller), 302);
  }
}
