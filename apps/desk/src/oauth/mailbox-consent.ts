import { type ConsentAnswer, OAUTH_PROVIDERS, type OAuthClient, type OAuthProvider, type SetOAuthClient } from '@app/contracts';
import { DeskError } from '@app/domain';
import { beginConsent, finishConsent } from '@app/mailbox';
import { Config } from '@app/service';
import { audit, type BegunConsent, type Caller, OAuthClients, OAuthConsents, OAuthGrants, readInbox, Store, type Tx } from '@app/store';
import { Injectable } from '@nestjs/common';
import { API } from '../http/serves.js';

/** Takes an admin's browser to a provider and back, and keeps what it brings. */
@Injectable()
export class MailboxConsent {
  constructor(
    private readonly store: Store,
    private readonly config: Config,
    private readonly clients: OAuthClients,
    private readonly consents: OAuthConsents,
    private readonly grants: OAuthGrants,
  ) {}

  async providers(): Promise<OAuthClient[]> {
    const known = await this.clients.list(this.store);
    return OAUTH_PROVIDERS.map((provider) => ({
      ...(known.find((one) => one.provider === provider) ?? { provider, clientId: null, tenant: null, endpoints: null, inboxes: 0 }),
      redirectUri: this.redirectUri(provider),
    }));
  }

  /** @throws DeskError invalid/oauth-secret-wanted */
  async register(tx: Tx, provider: OAuthProvider, client: SetOAuthClient, caller: Caller): Promise<OAuthClient> {
    await this.clients.set(tx, { provider, ...client });
    const [row] = (await this.clients.list(tx)).filter((one) => one.provider === provider);
    if (!row) throw new Error('What was just registered is not there.');
    await audit(tx, { actor: caller.agentId, action: 'oauth.register', subject: provider, after: row });
    return { ...row, redirectUri: this.redirectUri(provider) };
  }

  /** @returns where the browser goes: to the provider, or back to the settings with what is wrong */
  async begin(provider: OAuthProvider, inboxId: string, caller: Caller): Promise<string> {
    try {
      const { settings } = await readInbox(this.store, inboxId);
      if (settings['signIn'] !== provider) throw new DeskError('conflict', 'oauth-inbox-other', 'This inbox is not signed in to there.');
      const registration = await this.clients.read(this.store, provider);
      const { url, proofs } = await beginConsent(registration, {
        redirectUri: this.redirectUri(provider),
        mailbox: String(settings['address']),
      });
      await this.consents.begin(this.store, proofs.state, { inboxId, provider, credentialId: caller.credentialId, proofs });
      return url;
    } catch (error) {
      return await this.refused(inboxId, error);
    }
  }

  /**
   * The browser came back. Only with the session that it went with: a link to this address that somebody else sends, with a code of
   * theirs, connects nothing (RFC 9700 4.7).
   *
   * @param caller null: nobody is signed in
   * @returns where the browser goes: to the settings of the inbox
   */
  async finish(provider: OAuthProvider, answer: ConsentAnswer, caller: Caller | null): Promise<string> {
    const { state = '' } = answer;
    const begun = await this.consents.take(this.store, state);
    try {
      if (begun?.provider !== provider) throw new DeskError('conflict', 'oauth-state-unknown', 'This consent is not being waited for.');
      if (caller?.role !== 'admin' || caller.credentialId !== begun.credentialId)
        throw new DeskError('forbidden', 'oauth-session-other', 'This consent was begun in another session.');
      await this.keep(begun, state, answer, caller);
      return this.settingsOf(begun.inboxId, { consent: 'given' });
    } catch (error) {
      return await this.refused(begun?.inboxId ?? null, error);
    }
  }

  private async keep({ inboxId, provider, proofs }: BegunConsent, state: string, answer: ConsentAnswer, caller: Caller): Promise<void> {
    const { account, ...tokens } = await finishConsent(await this.clients.read(this.store, provider), {
      answer: queryOf(answer),
      proofs: { ...proofs, state },
      redirectUri: this.redirectUri(provider),
    });
    await this.store.transaction(async (tx) => {
      await this.grants.give(tx, inboxId, { provider, account, tokens });
      await this.consents.noteRefusal(tx, inboxId, null);
      await audit(tx, { actor: caller.agentId, action: 'inbox.consent', subject: inboxId, after: { provider, account } });
    });
  }

  private redirectUri(provider: OAuthProvider): string {
    return new URL(`/${API}/oauth/${provider}/callback`, this.config.PUBLIC_URL).href;
  }

  /** A browser is told where it can do something about it. @throws what is a bug */
  private async refused(inboxId: string | null, error: unknown): Promise<string> {
    if (!(error instanceof DeskError)) throw error;
    if (inboxId !== null) await this.consents.noteRefusal(this.store, inboxId, error.reason);
    return this.settingsOf(inboxId, { consent: 'refused', code: error.code });
  }

  private settingsOf(inboxId: string | null, query: Readonly<Record<string, string>>): string {
    const url = new URL(inboxId === null ? '/settings/inboxes' : `/settings/inboxes/${inboxId}`, this.config.PUBLIC_URL);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  }
}

function queryOf(answer: ConsentAnswer): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) query.set(name, value);
  return query;
}
