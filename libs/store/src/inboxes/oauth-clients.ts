import { InboxChanged, type OAuthEndpoints, type OAuthProvider, type OAuthRegistration, PROVIDER_NAMES } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/** What is registered at a provider, without its secret. */
export type OAuthClientRow = {
  readonly provider: OAuthProvider;
  readonly clientId: string;
  readonly tenant: string | null;
  readonly endpoints: OAuthEndpoints | null;
  /** How many inboxes are signed in to by it. */
  readonly inboxes: number;
};

export type NewOAuthClient = Pick<OAuthRegistration, 'provider' | 'clientId' | 'tenant' | 'endpoints'> & {
  /** Absent: stays as it is. */
  readonly clientSecret?: string | undefined;
};

/** What admins registered at providers (table `oauth_clients`). Called by desk and bootstrap; read by the mail app. */
export class OAuthClients {
  constructor(private readonly keys: Secrets) {}

  list(sql: Sql): Promise<OAuthClientRow[]> {
    return sql.query(
      `select provider, client_id as "clientId", tenant, ${ENDPOINTS} as endpoints,
         (select count(*)::int from inboxes where channel = 'email' and settings ->> 'signIn' = provider) as inboxes
       from oauth_clients order by provider`,
    );
  }

  /**
   * The mail app signs in anew by it.
   *
   * @throws DeskError invalid/oauth-secret-wanted when there is none yet
   */
  async set(tx: Tx, { provider, clientId, clientSecret, tenant, endpoints }: NewOAuthClient): Promise<void> {
    const [known] = await tx.query<{ secret: Buffer }>(`select secret from oauth_clients where provider = $1 for update`, [provider]);
    const secret = clientSecret === undefined ? known?.secret : this.keys.encrypt(clientSecret, contextOf(provider));
    if (secret === undefined) throw new DeskError('invalid', 'oauth-secret-wanted', 'A client secret is needed, too.');
    await tx.query(
      `insert into oauth_clients (provider, client_id, secret, tenant, authorize_url, token_url) values ($1, $2, $3, $4, $5, $6)
       on conflict (provider) do update set client_id = excluded.client_id, secret = excluded.secret, tenant = excluded.tenant,
         authorize_url = excluded.authorize_url, token_url = excluded.token_url, changed_at = now()`,
      [provider, clientId, secret, tenant, endpoints?.authorize ?? null, endpoints?.token ?? null],
    );
    const served = await tx.query<{ id: string }>(
      `update inboxes set version = version + 1 where channel = 'email' and settings ->> 'signIn' = $1 returning id`,
      [provider],
    );
    for (const { id } of served) tx.outbox.add(InboxChanged, { inboxId: id });
  }

  /** @throws DeskError conflict/oauth-client-missing */
  async read(sql: Sql, provider: OAuthProvider): Promise<OAuthRegistration> {
    const [row] = await sql.query<Omit<OAuthRegistration, 'clientSecret'> & { secret: Buffer }>(
      `select provider, client_id as "clientId", secret, tenant, ${ENDPOINTS} as endpoints from oauth_clients where provider = $1`,
      [provider],
    );
    const params = { provider: PROVIDER_NAMES[provider] };
    if (!row) throw new DeskError('conflict', 'oauth-client-missing', `Nothing is registered at ${params.provider} yet.`, { params });
    const { secret, ...registration } = row;
    return { ...registration, clientSecret: String(this.keys.decrypt(secret, contextOf(provider))) };
  }
}

const ENDPOINTS = `case when authorize_url is not null then json_build_object('authorize', authorize_url, 'token', token_url) end`;

function contextOf(provider: OAuthProvider): string {
  return `oauth client ${provider}`;
}
