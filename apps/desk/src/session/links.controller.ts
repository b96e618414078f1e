import { type LinkInfo, type MadeLink, MakeLink, ROUTES, type Session, TakeLink } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Config } from '@app/service';
import {
  addAgent,
  agentByEmail,
  audit,
  hashPassword,
  linkUrl,
  makeLink,
  openSession,
  readLink,
  readOrganisation,
  Store,
  takeLink,
  type Caller,
  type Tx,
} from '@app/store';
import { Body, Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Authentication } from '../http/authentication.js';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';
import { SessionAnswers } from './session-answers.js';

const LinkToken = z.string().max(200);

@Controller()
export class LinksController {
  constructor(
    private readonly store: Store,
    private readonly config: Config,
    private readonly authentication: Authentication,
    private readonly answers: SessionAnswers,
  ) {}

  @Serves(ROUTES.makeLink)
  makeLink(@Body({ schema: MakeLink }) body: MakeLink, @CalledBy() caller: Caller): Promise<MadeLink> {
    return this.store.transaction(async (tx) => {
      const agentId = await agentOf(tx, body);
      const { token, expiresAt } = await makeLink(tx, body.kind, agentId);
      await audit(tx, { actor: caller.agentId, action: `link.make-${body.kind}`, subject: agentId });
      return { kind: body.kind, email: body.email, url: linkUrl(this.config.PUBLIC_URL, token), expiresAt: expiresAt.toISOString() };
    });
  }

  @Serves(ROUTES.getLink)
  async getLink(@Param('token', { schema: LinkToken }) token: string): Promise<LinkInfo> {
    const [{ kind, email, name, expiresAt }, organisation] = await Promise.all([readLink(this.store, token), readOrganisation(this.store)]);
    return { kind, email, name, organisation: organisation.name, expiresAt: expiresAt.toISOString() };
  }

  @Serves(ROUTES.takeLink)
  async takeLink(
    @Param('token', { schema: LinkToken }) token: string,
    @Body({ schema: TakeLink }) { password, ...taken }: TakeLink,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    // Looked at before the costly hash: guesses cost the guesser alone.
    await readLink(this.store, token);
    const passwordHash = await hashPassword(password);
    const opened = await this.store.transaction(async (tx) => {
      const agentId = await takeLink(tx, token, { ...taken, passwordHash });
      return { agentId, ...(await openSession(tx, agentId, request.headers['user-agent'] ?? null)) };
    });
    reply.header('set-cookie', await this.authentication.sessionCookie(opened.token));
    return this.answers.session(opened.agentId, opened);
  }
}

/** Whom the link is for; an invitation makes the agent. */
async function agentOf(tx: Tx, { kind, email, name, role }: MakeLink): Promise<string> {
  const known = await agentByEmail(tx, email);
  if (kind === 'reset') {
    if (!known?.active) throw new DeskError('missing', 'agent-missing', 'There is no active agent with this address.');
    return known.id;
  }
  if (known?.hasPassword) throw new DeskError('conflict', 'email-taken', 'There is an agent with this address already.');
  if (known) return known.id;
  return addAgent(tx, {
    email,
    name: name || (email.split('@')[0] ?? email),
    role: role ?? 'agent',
    language: null,
    capacity: 6,
    teams: [],
    skills: [],
  });
}
