import type { OAuthProvider } from '@app/contracts';
import type { Reason } from '@app/domain';
import { hashToken } from '../database/random-token.js';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';

/** A way to a provider that is being gone. */
export type BegunConsent = {
  readonly inboxId: string;
  readonly provider: OAuthProvider;
  /** The session (or API token) of the admin who began it. */
  readonly credentialId: string;
  /** What proves at the provider that it was us who asked. */
  readonly proofs: { readonly nonce: string; readonly verifier: string };
};

const MINUTES = 10;

/** Consents that were begun, and why the last one led nowhere (tables `oauth_consents`, `oauth_refusals`). Called by desk. Of the state only its hash is stored. */
export class OAuthConsents {
  constructor(private readonly keys: Secrets) {}

  /** @param state comes back with the browser, within ten minutes */
  async begin(sql: Sql, state: string, { inboxId, provider, credentialId, proofs }: BegunConsent): Promise<void> {
    await sql.query(`delete from oauth_consents where expires_at < now()`);
    await sql.query(
      `insert into oauth_consents (state_hash, inbox_id, provider, credential_id, proofs, expires_at)
       values ($1, $2, $3, $4, $5, now() + $6 * interval '1 minute')`,
      [hashToken(state), inboxId, provider, credentialId, this.keys.encrypt(proofs, inboxId), MINUTES],
    );
  }

  /** Once: whoever comes second, or later, gets null. */
  async take(sql: Sql, state: string): Promise<BegunConsent | null> {
    const [row] = await sql.query<Omit<BegunConsent, 'proofs'> & { sealed: Buffer; isGood: boolean }>(
      `delete from oauth_consents where state_hash = $1
       returning inbox_id as "inboxId", provider, credential_id as "credentialId", proofs as sealed, expires_at > now() as "isGood"`,
      [hashToken(state)],
    );
    if (!row?.isGood) return null;
    const { sealed, isGood: _, ...begun } = row;
    return { ...begun, proofs: this.keys.decrypt(sealed, begun.inboxId) as BegunConsent['proofs'] };
  }
  /** Why it led nowhere; null when it did lead somewhere. */
  async noteRefusal(sql: Sql, inboxId: string, reason: Reason | null): Promise<void> {
    if (reason === null) return void (await sql.query(`delete from oauth_refusals where inbox_id = $1`, [inboxId]));
    await sql.query(
      `insert into oauth_refusals (inbox_id, reason) select id, $2::jsonb from inboxes where id = $1
       on conflict (inbox_id) do update set reason = excluded.reason, at = now()`,
      [inboxId, JSON.stringify(reason)],
    );
  }
}
