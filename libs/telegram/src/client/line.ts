import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { asError } from '@app/domain';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';

/** The way to one Bot API: its connections, through a proxy where one is set. For calls and downloads alike. */
export class Line {
  readonly agent: HttpAgent;
  /** What an HTTP proxy last said instead of letting us through. */
  private refusal: number | null = null;

  /** @param proxy `http://`, `https://` or `socks5://`, with name and password if it asks for them; null: straight */
  constructor(
    apiRoot: string,
    private readonly proxy: string | null,
  ) {
    this.agent = proxy === null ? straight(apiRoot) : this.through(new URL(proxy));
  }

  /** What a call that got no answer of the Bot API met. */
  errorOf(thrown: unknown, isLate: boolean): LineError {
    const error = asError(thrown);
    if (isLate) return new LineError('network', 'timeout', false, error);
    const refused = this.refusal;
    if (refused !== null) return new LineError('proxy', `HTTP ${refused}`, true, error);
    if ('type' in error && error.type === 'invalid-json') return new LineError('unreadable', 'no JSON', false, error);
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'cut';
    if (code === 'cut' && this.proxy?.startsWith('socks')) return socksError(error);
    const isProxys = this.proxy !== null && CONNECTING.has(code);
    return new LineError(isProxys ? 'proxy' : 'network', code, CONNECTING.has(code) || isCertificates(code), error);
  }

  close(): void {
    this.agent.destroy();
  }

  private through(proxy: URL): HttpAgent {
    // The proxy looks names up: where Telegram is blocked, so is often its name.
    if (proxy.protocol.startsWith('socks')) return new SocksProxyAgent(proxy.href.replace(/^socks5:/, 'socks5h:'), { keepAlive: true });
    const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
    agent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      this.refusal = statusCode === 200 ? null : statusCode;
    });
    return agent;
  }
}

function straight(apiRoot: string): HttpAgent {
  return apiRoot.startsWith('https:') ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
}

/** A call that got no answer of the Bot API. What the API itself refuses is telegraf's `TelegramError`. */
export class LineError extends Error {
  override readonly name = 'LineError';

  constructor(
    /** `unreadable`: something answered that is no Bot API. */
    readonly kind: 'network' | 'proxy' | 'unreadable',
    /** What people are told: the system's name for it such as ECONNREFUSED, `timeout`, an answer's number. */
    readonly code: string,
    /** Whether the request certainly was not performed. */
    readonly isUnsent: boolean,
    cause: Error,
  ) {
    super(`The Bot API did not answer: ${kind} ${code}.`, { cause });
  }
}

/** Met before anything was written. */
const CONNECTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function isCertificates(code: string): boolean {
  return /CERT|SIGNATURE|^ERR_TLS|^ERR_SSL/.test(code);
}

/** The library tells in words alone. */
function socksError(error: Error): LineError {
  const [, rejected] = /proxy rejected connection - (\w+)/.exec(error.message) ?? [];
  if (rejected !== undefined) return new LineError('network', rejected, true, error);
  const [code] = /\bE[A-Z]{4,}\b/.exec(error.message) ?? [];
  if (code !== undefined) return new LineError('proxy', code, CONNECTING.has(code), error);
  if (/authentication/i.test(error.message)) return new LineError('proxy', 'authentication', true, error);
  return /socks|proxy/i.test(error.message) ? new LineError('proxy', 'SOCKS', true, error) : new LineError('network', 'cut', false, error);
}
