import type { IncomingHttpHeaders } from 'node:http';
import { Config } from '@app/service';
import { findApiToken, findSession, readOrganisation, Store, TOKEN_PREFIX, type Caller } from '@app/store';
import { fastifyCookie } from '@fastify/cookie';
import { Injectable } from '@nestjs/common';

/** Finds out who calls: by API token, else by the session cookie. */
@Injectable()
export class Authentication {
  /** Where the console is, as browsers say it. */
  readonly ownOrigin: string;
  private readonly isSecure: boolean;
  private installation: string | null = null;

  constructor(
    private readonly store: Store,
    config: Config,
  ) {
    const outside = new URL(config.PUBLIC_URL);
    this.ownOrigin = outside.origin;
    this.isSecure = outside.protocol === 'https:';
  }

  async callerOf(headers: IncomingHttpHeaders): Promise<Caller | null> {
    if (headers.authorization !== undefined) return this.bearer(headers.authorization);
    const token = await this.sessionToken(headers);
    return token === null ? null : findSession(this.store, token);
  }

  /** What the session cookie holds. */
  async sessionToken(headers: IncomingHttpHeaders): Promise<string | null> {
    return fastifyCookie.parse(headers.cookie ?? '')[await this.cookieName()] ?? null;
  }

  /** The cookie that opens a session, or ends it (null). It lives as long as the browser; the server decides how long it is good. */
  async sessionCookie(token: string | null): Promise<string> {
    return fastifyCookie.serialize(await this.cookieName(), token ?? '', {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.isSecure,
      ...(token === null && { maxAge: 0 }),
    });
  }

  /** Named for the installation: two of them on one host, on other ports, share a browser's cookies. */
  private async cookieName(): Promise<string> {
    this.installation ??= (await readOrganisation(this.store)).installation;
    return `otk_${this.installation}`;
  }

  private async bearer(authorization: string): Promise<Caller | null> {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1];
    return token?.startsWith(TOKEN_PREFIX) ? findApiToken(this.store, token) : null;
  }
}
