import { createHash, randomBytes } from 'node:crypto';

/** What becomes of a refresh token when it was used (RFC 6749 6): `none` keeps it, `grace` gives another and takes both, `strict` gives another and takes the first one no more (RFC 9700 4.14.2). */
export type Rotation = 'none' | 'grace' | 'strict';

export type Asked = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly account: string;
  readonly scope: string;
  readonly challenge: string;
  readonly nonce: string | null;
};

/** All that one consent led to. */
type Family = Asked & { isRevoked: boolean };
type Code = { readonly family: Family; readonly expiresAt: number; isUsed: boolean };
type Token = { readonly family: Family; readonly expiresAt: number };

/** Refused as RFC 6749 5.2 says. */
export class OAuthRefusal extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
  ) {
    super(description);
  }
}

export type Issued = { readonly family: Asked; readonly accessToken: string; readonly refreshToken: string };

/** Who let whom in: codes good for one time and a minute, access tokens that end, refresh tokens that may be rotated. */
export class GrantBook {
  rotation: Rotation = 'none';
  accessSeconds = 3600;
  /** Everything that may never be written to a log. */
  readonly secrets = new Set<string>();
  private readonly codes = new Map<string, Code>();
  private readonly access = new Map<string, Token>();
  private readonly refresh = new Map<string, { readonly family: Family; isSpent: boolean }>();

  consent(asked: Asked): string {
    const code = this.make('code');
    this.codes.set(code, { family: { ...asked, isRevoked: false }, expiresAt: Date.now() + 60_000, isUsed: false });
    return code;
  }

  /** A code that comes twice ends what it gave the first time (RFC 6749 4.1.2). */
  redeem(given: { code: string; clientId: string; redirectUri: string; verifier: string }): Issued {
    const code = this.codes.get(given.code);
    if (!code || code.expiresAt < Date.now() || code.family.clientId !== given.clientId)
      throw new OAuthRefusal('invalid_grant', 'unknown or expired code');
    if (code.isUsed) {
      code.family.isRevoked = true;
      throw new OAuthRefusal('invalid_grant', 'code was used');
    }
    code.isUsed = true;
    if (code.family.redirectUri !== given.redirectUri) throw new OAuthRefusal('invalid_grant', 'redirect_uri mismatch');
    this.secrets.add(given.verifier);
    const challenge = createHash('sha256').update(given.verifier).digest('base64url');
    if (challenge !== code.family.challenge) throw new OAuthRefusal('invalid_grant', 'code_verifier does not fit');
    return this.issue(code.family, this.makeRefresh(code.family));
  }

  /** A spent refresh token that comes again ends the whole family: somebody stole it, or lost its successor. */
  renew(given: { refreshToken: string; clientId: string }): Issued {
    const known = this.refresh.get(given.refreshToken);
    if (!known || known.family.clientId !== given.clientId) throw new OAuthRefusal('invalid_grant', 'unknown refresh token');
    if (known.family.isRevoked) throw new OAuthRefusal('invalid_grant', 'revoked');
    if (known.isSpent) {
      known.family.isRevoked = true;
      throw new OAuthRefusal('invalid_grant', 'refresh token was used');
    }
    if (this.rotation === 'none') return this.issue(known.family, given.refreshToken);
    known.isSpent = this.rotation === 'strict';
    return this.issue(known.family, this.makeRefresh(known.family));
  }

  /** Whose token it is, as long as it is good. */
  holderOf(accessToken: string): { readonly account: string; readonly scope: string; readonly expiresAt: number } | null {
    const token = this.access.get(accessToken);
    if (!token || token.expiresAt < Date.now() || token.family.isRevoked) return null;
    return { account: token.family.account, scope: token.family.scope, expiresAt: token.expiresAt };
  }

  /** As when the owner takes consent back, or changes the password. */
  revoke(account: string): void {
    for (const { family } of [...this.refresh.values(), ...this.access.values()]) if (family.account === account) family.isRevoked = true;
  }

  /** Ends access tokens alone: what was given is given, and new ones may be had. */
  forgetAccessTokens(): void {
    this.access.clear();
  }

  private issue(family: Family, refreshToken: string): Issued {
    const accessToken = this.make('access');
    this.access.set(accessToken, { family, expiresAt: Date.now() + this.accessSeconds * 1000 });
    return { family, accessToken, refreshToken };
  }

  private makeRefresh(family: Family): string {
    const token = this.make('refresh');
    this.refresh.set(token, { family, isSpent: false });
    return token;
  }

  private make(kind: string): string {
    const made = `${kind}-${randomBytes(24).toString('base64url')}`;
    this.secrets.add(made);
    return made;
  }
}
