import type { MailServer, TlsMode } from '@app/contracts';
import { XMLParser } from 'fast-xml-parser';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { MailAddress } from './mail-address.js';

export type AutoconfigServers = { readonly imap: readonly MailServer[]; readonly smtp: readonly MailServer[] };

/** What such a file never has: more is an attack, or no such file. */
const MOST_TAGS = 2_000;
const DEEPEST = 20;
const MOST_SERVERS = 8;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // No entity of a document means anything; the five of XML are read by hand.
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['emailProvider', 'domain', 'incomingServer', 'outgoingServer', 'authentication'].includes(name),
});

const Text = z.string().max(1_000);
const Server = z.object({
  '@type': Text,
  hostname: Text,
  port: Text,
  socketType: Text,
  username: Text.optional(),
  authentication: z.array(z.unknown()).optional(),
});
const Config = z.object({
  clientConfig: z.object({
    emailProvider: z.array(
      z.object({
        domain: z.array(z.unknown()).optional(),
        incomingServer: z.array(z.unknown()).optional(),
        outgoingServer: z.array(z.unknown()).optional(),
      }),
    ),
  }),
});

/**
 * Reads a `config-v1.1.xml`: the servers that can be used, in the order in which the file prefers them.
 *
 * POP3, and what asks for Kerberos, NTLM or certificates, are left out.
 *
 * @returns null for what is no such file, or is made to harm whoever reads it
 * @see https://benbucksch.github.io/autoconfig-spec/draft-ietf-mailmaint-autoconfig.html
 */
export function readAutoconfig(xml: string, address: MailAddress): AutoconfigServers | null {
  if (!isWholeAndHarmless(xml)) return null;
  const config = Config.safeParse(parsed(xml));
  const providers = config.data?.clientConfig.emailProvider ?? [];
  // One that names the domain is meant before the file's first.
  const provider = providers.find((one) => one.domain?.some((domain) => isNamed(domain, address))) ?? providers[0];
  if (provider === undefined) return null;
  const servers = (listed: readonly unknown[] | undefined, type: string): MailServer[] =>
    (listed ?? []).slice(0, MOST_SERVERS).flatMap((one) => serverOf(one, type, address) ?? []);
  return { imap: servers(provider.incomingServer, 'imap'), smtp: servers(provider.outgoingServer, 'smtp') };
}

function isNamed(domain: unknown, address: MailAddress): boolean {
  return typeof domain === 'string' && filled(domain, address).toLowerCase() === address.domain;
}

/** Counted before anything is built of it. */
function isWholeAndHarmless(xml: string): boolean {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return false;
  // What breaks off may have broken off within a name.
  if (!/<\/clientConfig\s*>/.test(xml)) return false;
  let depth = 0;
  let tags = 0;
  for (const [tag] of xml.matchAll(/<[/a-z][^<>]*>/gi)) {
    tags += 1;
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (tags > MOST_TAGS || depth > DEEPEST) return false;
  }
  return tags > 0;
}

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return null;
  }
}

function serverOf(listed: unknown, type: string, address: MailAddress): MailServer | null {
  const { data: server } = Server.safeParse(listed);
  if (server === undefined || server['@type'].toLowerCase() !== type || !takesPasswords(server.authentication)) return null;
  const host = filled(server.hostname, address).toLowerCase().replace(/\.$/, '');
  const port = Number(server.port.trim());
  const tls = TLS[server.socketType.trim().toUpperCase()];
  const user = filled(server.username ?? '%EMAILADDRESS%', address);
  const isPlace = isHostName(host) && Number.isInteger(port) && port >= 1 && port <= 65_535;
  return isPlace && tls !== undefined && user !== '' && user.length <= 320 && !/\p{Cc}/u.test(user) ? { host, port, tls, user } : null;
}

/** Whoever greets the server minds that a line in clear is one of a private network. */
const TLS: Readonly<Record<string, TlsMode>> = { SSL: 'implicit', TLS: 'implicit', STARTTLS: 'starttls', PLAIN: 'none' };

/** Absent: as it comes. */
function takesPasswords(ways: readonly unknown[] | undefined): boolean {
  if (ways === undefined || ways.length === 0) return true;
  return ways.some((way) => typeof way === 'string' && /^(password-(cleartext|encrypted)|plain|secure|oauth2)$/i.test(way.trim()));
}

function filled(template: string, { address, local, domain }: MailAddress): string {
  const values: Readonly<Record<string, string>> = { EMAILADDRESS: address, EMAILLOCALPART: local, EMAILDOMAIN: domain };
  return unescaped(template.trim()).replace(/%(EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%/g, (_, name: string) => values[name] ?? '');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

export function isHostName(host: string): boolean {
  if (isIP(host) !== 0) return true;
  return host.length <= 253 && /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(host);
}
