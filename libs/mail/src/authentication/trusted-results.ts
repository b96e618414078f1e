import parseDkimHeaders from 'mailauth/lib/parse-dkim-headers.js';

/** A verdict in the words of RFC 8601, and the domain that it is about; '' when it does not say. */
export type DomainResult = { readonly result: string; readonly domain: string };

/** What a mail server that we trust says of a mail. Null: it does not say. */
export type TrustedResults = {
  readonly spf: DomainResult | null;
  /** One for each signature; empty for a mail without any. */
  readonly dkim: readonly DomainResult[] | null;
  /** `domain` is the author's, as that server read it. */
  readonly dmarc: DomainResult | null;
};

const NOTHING: TrustedResults = { spf: null, dkim: null, dmarc: null };

/**
 * Reads what the trusted mail server says: the topmost field that carries its name. The ones below, and those of any other name,
 * anybody can have written (RFC 8601 5 and 7.1, `threat:A3`).
 *
 * @param values Authentication-Results fields, topmost first
 * @param authServ authserv-id of the trusted server; `*.example.com` for any host below; null: none is trusted
 */
export function trustedResults(values: readonly string[], authServ: string | null): TrustedResults {
  if (authServ === null) return NOTHING;
  const own = values.find((value) => isNamed(authServIdOf(value), authServ));
  return own === undefined ? NOTHING : readResults(own);
}

/** The results of one field, of whomever it is. */
export function readResults(value: string): TrustedResults {
  const { parsed } = parseDkimHeaders(`Authentication-Results:${value}`);
  return resultsOf(parsed);
}

/** The results that mailauth has parsed already. */
export function resultsOf(parsed: Readonly<Record<string, unknown>>): TrustedResults {
  const [spf] = methodsOf(parsed['spf']);
  const [dmarc] = methodsOf(parsed['dmarc']);
  const dkim = methodsOf(parsed['dkim']);
  return {
    spf: spf ? { result: verdict(spf), domain: domainIn(property(spf, 'smtp', 'mailfrom') || property(spf, 'smtp', 'helo')) } : null,
    dkim:
      dkim.length > 0
        ? dkim.map((one) => ({ result: verdict(one), domain: domainIn(property(one, 'header', 'd') || property(one, 'header', 'i')) }))
        : null,
    dmarc: dmarc ? { result: verdict(dmarc), domain: domainIn(property(dmarc, 'header', 'from')) } : null,
  };
}

/** `authserv-id [version]` before the first semicolon, quoted or not; comments are not part of it. */
function authServIdOf(value: string): string {
  const [, quoted, plain] = /^(?:\s|\([^()]*\))*(?:"([^"]*)"|([^\s;()"]+))/.exec(value) ?? [];
  return (quoted ?? plain ?? '').toLowerCase();
}

function isNamed(id: string, trusted: string): boolean {
  const name = trusted.toLowerCase();
  return name.startsWith('*.') ? id.endsWith(name.slice(1)) && id.length >= name.length : id === name;
}

type Method = Readonly<Record<string, unknown>>;

function methodsOf(given: unknown): Method[] {
  return (Array.isArray(given) ? given : [given]).filter(isRecord);
}

function isRecord(given: unknown): given is Method {
  return typeof given === 'object' && given !== null;
}

/** mailauth calls it `value` where it parses, and `result` where it has verified a seal. */
function verdict({ value, result }: Method): string {
  const given = value ?? result;
  return typeof given === 'string' ? given.toLowerCase() : '';
}

function property(method: Method, ptype: string, name: string): string {
  const properties = method[ptype];
  const value = isRecord(properties) ? properties[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function domainIn(value: string): string {
  return value
    .slice(value.lastIndexOf('@') + 1)
    .replace(/[<>]/g, '')
    .trim()
    .toLowerCase();
}
