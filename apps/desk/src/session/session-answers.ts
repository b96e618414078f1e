import type { Session } from '@app/contracts';
import { Config } from '@app/service';
import { readAgent, readOrganisation, Store } from '@app/store';
import { Injectable } from '@nestjs/common';
import { agentAnswer } from '../people/agent-answer.js';

/** Says who is signed in, and where. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly store: Store,
    private readonly config: Config,
  ) {}

  async session(agentId: string, session: { readonly csrfToken: string; readonly expiresAt: Date } | null): Promise<Session> {
    const [agent, { name, language, timeZone }] = await Promise.all([readAgent(this.store, agentId), readOrganisation(this.store)]);
    return {
      agent: agentAnswer(agent),
      organisation: { name, language, timeZone },
      publicSiteUrl: this.config.PUBLIC_SITE_URL,
      csrfToken: session?.csrfToken ?? null,
      expiresAt: session?.expiresAt.toISOString() ?? null,
    };
  }
}
