import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, generateKeyPair, SignJWT } from 'jose';
import { GrantBook, type Issued, OAuthRefusal } from './oauth/grant-book.js';

/** Starts an OAuth 2.0 provider on loopback, which does what RFC 6749, 7636, 7662 and 9700 ask of one. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const { privateKey } = await generateKeyPair('RS256');
  const server = new OAuthServer(privateKey);
  await server.open();
  return server;
}

export type TokenCall = { readonly grantType: string; readonly at: number };

export class OAuthServer {
  /** Codes, tokens, and how they end. */
  readonly book = new GrantBook();
  readonly clientId = 'otklik-at-the-provider';
  clientSecret = randomBytes(16).toString('hex');
  /** The directory, as Microsoft's ID tokens name it; null: a provider that has none. */
  tenant: string | null = null;
  /** Who consents; null: whoever is hinted at. */
  account: string | null = null;
  /** Whether consent is given when it is asked for. */
  consents = true;
  /** Whether the owner is asked on a page, as in life; else the browser is sent back at once. */
  asksOnPage = false;
  /** What is granted; null: what was asked for. */
  grantedScope: string | null = null;
  /** Whether a consent gives a refresh token. */
  givesLastingAccess = true;
  /** How far its clock is ahead, s. */
  clockAheadS = 0;
  /** Answers the token endpoint gives in place of its own, each for one call. */
  readonly instead: { readonly status: number; readonly body: string; readonly contentType?: string }[] = [];
  /** Awaited when a call was decided and before it is answered, so that a test can do harm in between. */
  beforeAnswer: (grantType: string) => Promise<void> = async () => {};
  readonly calls: TokenCall[] = [];
  /** What was asked with at the authorization endpoint. */
  readonly authorizations: URLSearchParams[] = [];
  private readonly http: Server;

  constructor(private readonly key: CryptoKey) {
    this.http = createServer((request, response) => void this.serve(request, response));
  }

  async open(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(port, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get endpoints(): { readonly authorize: string; readonly token: string } {
    return { authorize: `${this.url}/authorize`, token: `${this.url}/token` };
  }

  /** For a resource server (RFC 7662). */
  get introspection(): string {
    return `${this.url}/introspect`;
  }

  get renewals(): number {
    return this.calls.filter((call) => call.grantType === 'refresh_token').length;
  }

  /** All that may not be found in a log. */
  get secrets(): string[] {
    return [...this.book.secrets, this.clientSecret];
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('date', new Date(Date.now() + this.clockAheadS * 1000).toUTCString());
    response.setHeader('cache-control', 'no-store');
    if (request.method === 'GET' && url.pathname === '/authorize') return this.authorize(url.searchParams, response);
    if (request.method !== 'POST') return void response.writeHead(404).end();
    const body = new URLSearchParams(await textOf(request));
    if (url.pathname === '/token') return this.token(body, response);
    if (url.pathname === '/introspect') return this.introspect(body, response);
    response.writeHead(404).end();
  }

  /** Who cannot be trusted is told here, and sent nowhere (RFC 6749 4.1.2.1). */
  private authorize(params: URLSearchParams, response: ServerResponse): void {
    this.authorizations.push(params);
    const redirectUri = params.get('redirect_uri');
    if (params.get('client_id') !== this.clientId || redirectUri === null) return void response.writeHead(400).end('unknown client');
    const back = new URL(redirectUri);
    const state = params.get('state');
    if (state !== null) back.searchParams.set('state', state);
    try {
      back.searchParams.set('code', this.consented(params, redirectUri));
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) throw error;
      back.searchParams.set('error', error.error);
    }
    if (!this.asksOnPage) return void response.writeHead(302, { location: back.href }).end();
    const href = back.href.replaceAll('&', '&amp;');
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Sign in</title><a href="${href}">Allow</a>`);
  }

  private consented(params: URLSearchParams, redirectUri: string): string {
    const challenge = params.get('code_challenge');
    if (params.get('response_type') !== 'code') throw new OAuthRefusal('unsupported_response_type', 'code alone');
    if (challenge === null || params.get('code_challenge_method') !== 'S256') throw new OAuthRefusal('invalid_request', 'PKCE is required');
    if (!this.consents) throw new OAuthRefusal('access_denied', 'the owner said no');
    return this.book.consent({
      clientId: this.clientId,
      redirectUri,
      account: this.account ?? params.get('login_hint') ?? '',
      scope: this.grantedScope ?? params.get('scope') ?? '',
      challenge,
      nonce: params.get('nonce'),
    });
  }

  private async token(body: URLSearchParams, response: ServerResponse): Promise<void> {
    const grantType = body.get('grant_type') ?? '';
    this.calls.push({ grantType, at: Date.now() });
    const instead = this.instead.shift();
    if (instead)
      return void response.writeHead(instead.status, { 'content-type': instead.contentType ?? 'application/json' }).end(instead.body);
    try {
      const answer = await this.answerTo(grantType, body);
      await this.beforeAnswer(grantType);
      json(response, 200, answer);
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) throw error;
      json(response, error.status, { error: error.error, error_description: error.description });
    }
  }

  private async answerTo(grantType: string, body: URLSearchParams): Promise<object> {
    const clientId = body.get('client_id') ?? '';
    if (clientId !== this.clientId || body.get('client_secret') !== this.clientSecret)
      throw new OAuthRefusal('invalid_client', 'AADSTS7000215: Invalid client secret provided.', 401);
    if (grantType === 'authorization_code') {
      const issued = this.book.redeem({
        code: body.get('code') ?? '',
        clientId,
        redirectUri: body.get('redirect_uri') ?? '',
        verifier: body.get('code_verifier') ?? '',
      });
      return { ...this.tokensOf(issued, this.givesLastingAccess), id_token: await this.idToken(issued) };
    }
    if (grantType !== 'refresh_token') throw new OAuthRefusal('unsupported_grant_type', grantType);
    const given = body.get('refresh_token') ?? '';
    const issued = this.book.renew({ refreshToken: given, clientId });
    return this.tokensOf(issued, issued.refreshToken !== given);
  }

  private tokensOf({ family, accessToken, refreshToken }: Issued, isLasting: boolean): object {
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: this.book.accessSeconds,
      scope: family.scope,
      ...(isLasting && { refresh_token: refreshToken }),
    };
  }

  private idToken({ family }: Issued): Promise<string> {
    const now = Math.floor(Date.now() / 1000) + this.clockAheadS;
    return new SignJWT({
      email: family.account,
      preferred_username: family.account,
      ...(family.nonce !== null && { nonce: family.nonce }),
      ...(this.tenant !== null && { tid: this.tenant }),
    })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(this.tenant === null ? this.url : `${this.url}/${this.tenant}/v2.0`)
      .setAudience(family.clientId)
      .setSubject(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(this.key);
  }

  private introspect(body: URLSearchParams, response: ServerResponse): void {
    const holder = this.book.holderOf(body.get('token') ?? '');
    json(response, 200, holder === null ? { active: false } : { active: true, email: holder.account, scope: holder.scope });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
