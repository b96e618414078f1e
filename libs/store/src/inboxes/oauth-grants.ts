import { InboxChanged, type OAuthProvider, type OAuthTokens, PROVIDER_NAMES, type RenewTokens } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';
import type { OAuthClients } from './oauth-clients.js';
import { Turns } from './turns.js';

export type NewGrant = {
  readonly provider: OAuthProvider;
  readonly account: string | null;
  readonly tokens: OAuthTokens & { readonly refreshToken: string };
};

/** Asked ahead of its end by a fifth of its life, at most 5 min: a mail may be on its way by then. */
const AHEAD_S = 300;
/** Connections to the database wait for the provider meanwhile: so many of one process, for each provider, and no more. */
const RENEWALS_AT_ONCE = 2;
/** Tokens that could not be stored are held on to for about 6 s: the provider may take no others any more. */
const SAVING_PAUSES_MS = [100, 200, 400, 800, 1_600, 3_200];

/**
 * Access that owners of mailboxes gave (table `oauth_grants`). Called by desk (given, forgotten) and the mail app (used, renewed).
 *
 * Times are the database's: neither our clock nor the provider's decides when a token is renewed.
 */
export class OAuthGrants {
  private readonly renewing = new Map<string, Promise<string>>();
  private readonly turns = new Map<OAuthProvider, Turns>();
  /** What was last read: mailboxes are read on while the database is away. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly store: Store,
    private readonly keys: Secrets,
    private readonly clients: OAuthClients,
  ) {}

  /**
   * Keeps what a consent gave, in place of what was; whoever serves the mailbox signs in anew.
   *
   * @throws DeskError conflict/oauth-inbox-other when the inbox is not signed in to by this provider
   */
  async give(tx: Tx, inboxId: string, { provider, account, tokens }: NewGrant): Promise<void> {
    // A renewal may hold the row for as long as the provider thinks; what was given here is given once.
    await tx.query(`set local lock_timeout = '12s'`);
    const [inbox] = await tx.query(
      `update inboxes set version = version + 1 where id = $1 and channel = 'email' and settings ->> 'signIn' = $2 returning id`,
      [inboxId, provider],
    );
    if (!inbox) throw new DeskError('conflict', 'oauth-inbox-other', 'This inbox is not signed in to by consent at this provider.');
    await tx.query(
      `insert into oauth_grants (inbox_id, provider, state, account, tokens, expires_at, renew_at, clock_ahead_s)
       values ($1, $2, 'given', $3, $4, ${expiresAfter('$5')}, ${renewsAfter('$5')}, $6)
       on conflict (inbox_id) do update set provider = excluded.provider, state = 'given', reason = null, since = now(),
         account = excluded.account, tokens = excluded.tokens, expires_at = excluded.expires_at, renew_at = excluded.renew_at,
         generation = oauth_grants.generation + 1, clock_ahead_s = excluded.clock_ahead_s`,
      [inboxId, provider, account, this.seal(inboxId, tokens), tokens.lifetimeS, tokens.clockAheadS],
    );
    tx.outbox.add(InboxChanged, { inboxId });
  }

  /**
   * An access token that is good for minutes; renewed first where it has to be, by one of all processes at a time.
   *
   * @param refused what the mail server took for no good: another one is asked for if it is still the present one
   * @throws DeskError forbidden/oauth-consent-wanted, forbidden/oauth-consent-lost; conflict/oauth-client-missing,
   *   conflict/oauth-client-refused, conflict/oauth-provider-refused; unavailable/oauth-provider-away
   */
  async accessToken(inboxId: string, renew: RenewTokens, refused: string | null = null): Promise<string> {
    const grant = await this.readOrKnown(inboxId, refused);
    if (typeof grant === 'string') return grant;
    if (grant.isFresh && grant.tokens.accessToken !== refused) return grant.tokens.accessToken;
    const running = this.renewing.get(inboxId) ?? this.inTurn(grant, () => this.renew(inboxId, renew, refused));
    this.renewing.set(inboxId, running);
    try {
      return await running;
    } catch (error) {
      // Asked ahead of time: the present one still does.
      if (error instanceof DeskError && error.fault === 'unavailable' && grant.isUnexpired && grant.tokens.accessToken !== refused)
        return grant.tokens.accessToken;
      throw error;
    } finally {
      if (this.renewing.get(inboxId) === running) this.renewing.delete(inboxId);
    }
  }

  /** Who consented, by the provider's word; null where it is not known. */
  async accountOf(inboxId: string): Promise<string | null> {
    const [row] = await this.store.query<{ account: string | null }>(`select account from oauth_grants where inbox_id = $1`, [inboxId]);
    return row?.account ?? null;
  }

  /** ms until the token has to be renewed, at least 0; null where there is none to be renewed. */
  async untilRenewal(inboxId: string): Promise<number | null> {
    const [row] = await this.store.query<{ ms: number }>(
      `select greatest(0, extract(epoch from renew_at - clock_timestamp()) * 1000)::float8 as ms
       from oauth_grants where inbox_id = $1 and state = 'given'`,
      [inboxId],
    );
    return row ? Math.ceil(row.ms) : null;
  }

  private async readOrKnown(inboxId: string, refused: string | null): Promise<Grant | string> {
    try {
      return await this.read(this.store, inboxId, '');
    } catch (error) {
      const known = this.known.get(inboxId);
      if (!(error instanceof DeskError) || error.fault !== 'unavailable') throw error;
      if (!known || known.accessToken === refused || performance.now() > known.until) throw error;
      return known.accessToken;
    }
  }

  /** Behind a provider that hangs nobody waits a second time: not the other mailboxes, and not the end of the process. */
  private async inTurn({ provider }: Grant, work: () => Promise<string>): Promise<string> {
    const turns = this.turns.get(provider) ?? new Turns(RENEWALS_AT_ONCE);
    this.turns.set(provider, turns);
    return turns.take(async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof DeskError && error.code === 'oauth-provider-away' && error.params['error'] === 'timeout')
          turns.turnAway(error);
        throw error;
      }
    });
  }

  /**
   * The row stays locked while the provider is asked, so that of many workers one asks (`fail:O4`); what it gives is committed before
   * anybody uses it (`fail:O1`). The provider has 7 s, and the database gives a silent transaction 10.
   */
  private async renew(inboxId: string, renew: RenewTokens, refused: string | null): Promise<string> {
    let unsaved = null as Unsaved | null;
    try {
      const outcome = await this.store.transaction(async (tx): Promise<string | DeskError> => {
        const grant = await this.read(tx, inboxId, 'for no key update of g');
        if (grant.isFresh && grant.tokens.accessToken !== refused) return grant.tokens.accessToken;
        const registration = await this.clients.read(tx, grant.provider);
        try {
          const tokens = { ...grant.tokens, ...withoutNull(await renew(registration, grant.tokens.refreshToken)) };
          unsaved = { tokens, generation: grant.generation };
          await this.save(tx, inboxId, unsaved);
          return tokens.accessToken;
        } catch (error) {
          if (!(error instanceof DeskError) || error.code !== 'oauth-consent-lost') throw error;
          await lose(tx, inboxId, error.reason);
          return error;
        }
      });
      if (outcome instanceof DeskError) throw outcome;
      return outcome;
    } catch (error) {
      if (unsaved === null) throw error;
      return await this.saveLater(inboxId, unsaved, error);
    }
  }

  /** The database went away between the provider's answer and the commit: what may be the only good tokens are not thrown away. */
  private async saveLater(inboxId: string, unsaved: Unsaved, why: unknown): Promise<string> {
    for (const pauseMs of SAVING_PAUSES_MS) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      try {
        await this.store.transaction((tx) => this.save(tx, inboxId, unsaved));
        return unsaved.tokens.accessToken;
      } catch (error) {
        if (!(error instanceof DeskError) || error.fault !== 'unavailable') throw error;
      }
    }
    throw why;
  }

  /** Where another generation stands already it was stored, or somebody did the same after us. */
  private async save(sql: Sql, inboxId: string, { tokens, generation }: Unsaved): Promise<void> {
    await sql.query(
      `update oauth_grants set tokens = $3, expires_at = ${expiresAfter('$4')}, renew_at = ${renewsAfter('$4')}, clock_ahead_s = $5,
         generation = generation + 1
       where inbox_id = $1 and generation = $2`,
      [inboxId, generation, this.seal(inboxId, tokens), tokens.lifetimeS, tokens.clockAheadS],
    );
  }

  private async read(sql: Sql, inboxId: string, lock: '' | 'for no key update of g'): Promise<Grant> {
    const readAt = performance.now();
    const [row] = await sql.query<GrantRow>(
      `select g.provider, g.state, g.reason, g.tokens as sealed, g.generation, clock_timestamp() < g.renew_at as "isFresh",
         clock_timestamp() < g.expires_at as "isUnexpired", (extract(epoch from g.expires_at - clock_timestamp()) * 1000)::float8 as "leftMs"
       from oauth_grants g where g.inbox_id = $1 ${lock}`,
      [inboxId],
    );
    this.known.delete(inboxId);
    if (!row) throw new DeskError('forbidden', 'oauth-consent-wanted', 'Nobody has let us into this mailbox yet.');
    const { sealed, state, reason, leftMs, ...grant } = row;
    if (state === 'lost')
      throw new DeskError('forbidden', reason?.code ?? 'oauth-consent-lost', 'The provider does not let us in any more.', {
        params: reason?.params ?? { provider: PROVIDER_NAMES[row.provider] },
      });
    const tokens = this.keys.decrypt(sealed, contextOf(inboxId)) as Tokens;
    this.known.set(inboxId, { accessToken: tokens.accessToken, until: readAt + leftMs });
    return { ...grant, tokens };
  }

  private seal(inboxId: string, { accessToken, refreshToken }: Tokens): Buffer {
    return this.keys.encrypt({ accessToken, refreshToken }, contextOf(inboxId));
  }
}

/** What was given for a mailbox that is not signed in to by this provider any more is forgotten. @param provider null: by none */
export async function forgetOtherGrants(tx: Tx, inboxId: string, provider: OAuthProvider | null): Promise<void> {
  await tx.query(`delete from oauth_grants where inbox_id = $1 and provider is distinct from $2`, [inboxId, provider]);
  await tx.query(`delete from oauth_consents where inbox_id = $1 and provider is distinct from $2`, [inboxId, provider]);
}

type Tokens = { readonly accessToken: string; readonly refreshToken: string };
type Unsaved = { readonly tokens: Tokens & OAuthTokens & { readonly refreshToken: string }; readonly generation: number };
/** `until`: by this process's monotonic clock, ms. */
type Known = { readonly accessToken: string; readonly until: number };
type GrantRow = Omit<Grant, 'tokens'> & {
  readonly state: 'given' | 'lost';
  readonly reason: Reason | null;
  readonly sealed: Buffer;
  readonly leftMs: number;
};
type Grant = {
  readonly provider: OAuthProvider;
  readonly generation: number;
  /** Not yet to be renewed. */
  readonly isFresh: boolean;
  readonly isUnexpired: boolean;
  readonly tokens: Tokens;
};

/** Of a transaction `now()` is its beginning: before the provider was asked. @param seconds as a parameter of the statement */
function expiresAfter(seconds: string): string {
  return `now() + ${seconds}::float8 * interval '1 second'`;
}

function renewsAfter(seconds: string): string {
  return `now() + (${seconds}::float8 - least(${AHEAD_S}, ${seconds}::float8 * 0.2)) * interval '1 second'`;
}

async function lose(sql: Sql, inboxId: string, reason: Reason): Promise<void> {
  await sql.query(`update oauth_grants set state = 'lost', reason = $2::jsonb, since = now() where inbox_id = $1`, [
    inboxId,
    JSON.stringify(reason),
  ]);
}

/** A provider that gives no other refresh token means the one before. */
function withoutNull({ refreshToken, ...tokens }: OAuthTokens): Omit<OAuthTokens, 'refreshToken'> & { refreshToken?: string } {
  return refreshToken === null ? tokens : { ...tokens, refreshToken };
}

function contextOf(inboxId: string): string {
  return `oauth grant ${inboxId}`;
}
