import { isIP } from 'node:net';
import { z } from 'zod';

const NETWORK = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'expected-networks');

/** Where a process listens, keeps its files and how loudly it logs. */
export const SERVICE_SHAPE = {
  PORT: port().default(8080).describe('for staff: console, API, health, metrics'),
  PUBLIC_PORT: port().default(8081).describe('for customers: widget, visitors, files, webhooks'),
  HOST: z.string().default('127.0.0.1').describe('address that both ports listen on; 0.0.0.0 is every one'),
  PUBLIC_URL: origin().optional().describe('outside address of PORT (default: http://localhost:PORT)'),
  PUBLIC_SITE_URL: origin()
    .optional()
    .describe('outside address of PUBLIC_PORT, on another site than PUBLIC_URL (default: http://127.0.0.1:PUBLIC_PORT)'),
  TRUST_PROXY: z
    .string()
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',').map((hop) => hop.trim())))
    .refine((hops) => typeof hops === 'number' || hops.every(isNetwork), 'expected-hops')
    .optional()
    .describe('which proxies are believed about the caller: how many hops, or addresses and networks with commas (default: none)'),
  MAIL_LISTEN: z
    .string()
    .regex(/^(lmtp|smtp):\/\/(\[[0-9a-f:.]+\]|[^\s:/]+):\d{1,5}$/i, 'expected-listener')
    .transform(listenAddress)
    .optional()
    .describe('where a mail server of yours hands mail over, e.g. lmtp://127.0.0.1:2424 (default: nowhere, mailboxes are read)'),
  MAIL_LISTEN_FROM: listOf(NETWORK)
    .default(['127.0.0.0/8', '::1'])
    .describe(
      'who may hand mail over, and is believed about whom it has it from: addresses and networks with commas (default: this machine)',
    ),
  DNS_SERVERS: listOf(z.string().refine(isNameServer, 'expected-name-servers'))
    .optional()
    .describe('name servers that are asked about mail: addresses, with a port if need be, with commas (default: those of the system)'),
  OUTBOUND_ALLOW: listOf(NETWORK)
    .optional()
    .describe(
      'networks of your own that may be reached though somebody outside names them, e.g. servers found by autoconfig (default: none)',
    ),
  OTKLIK_DATA: z.string().default('./data').describe('folder of files and, for `standalone`, of its database'),
  OTKLIK_BOOTSTRAP: z.string().optional().describe('a bootstrap file that is applied at start'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('fatal, error, warn, info, debug, trace or silent'),
  FAULT: z
    .templateLiteral([z.enum(['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W7-result']), ':', z.enum(['before', 'after'])])
    .optional()
    .describe('for crash tests only: the process ends itself at this commit point, e.g. W5:before'),
};

type Read = z.infer<z.ZodObject<typeof SERVICE_SHAPE>>;

export type ServiceConfig = Omit<Read, 'PUBLIC_URL' | 'PUBLIC_SITE_URL'> & { PUBLIC_URL: string; PUBLIC_SITE_URL: string };

/** The process's configuration without what opens the database: for modules, by class. */
export abstract class Config implements ServiceConfig {
  abstract readonly PORT: number;
  abstract readonly PUBLIC_PORT: number;
  abstract readonly HOST: string;
  abstract readonly PUBLIC_URL: string;
  abstract readonly PUBLIC_SITE_URL: string;
  abstract readonly TRUST_PROXY: ServiceConfig['TRUST_PROXY'];
  abstract readonly MAIL_LISTEN: ServiceConfig['MAIL_LISTEN'];
  abstract readonly MAIL_LISTEN_FROM: ServiceConfig['MAIL_LISTEN_FROM'];
  abstract readonly DNS_SERVERS: ServiceConfig['DNS_SERVERS'];
  abstract readonly OUTBOUND_ALLOW: ServiceConfig['OUTBOUND_ALLOW'];
  abstract readonly OTKLIK_DATA: string;
  abstract readonly OTKLIK_BOOTSTRAP: string | undefined;
  abstract readonly LOG_LEVEL: ServiceConfig['LOG_LEVEL'];
  abstract readonly FAULT: ServiceConfig['FAULT'];
}

/** Fills in the outside addresses that follow from the ports. Two names for one machine, so that the two are different sites from the first day. */
export function withAddresses<C extends Read>(
  config: C,
): Omit<C, 'PUBLIC_URL' | 'PUBLIC_SITE_URL'> & { PUBLIC_URL: string; PUBLIC_SITE_URL: string } {
  return {
    ...config,
    PUBLIC_URL: config.PUBLIC_URL ?? `http://localhost:${config.PORT}`,
    PUBLIC_SITE_URL: config.PUBLIC_SITE_URL ?? `http://127.0.0.1:${config.PUBLIC_PORT}`,
  };
}

/** On one origin a script in a customer's file would be the console's: only `doctor` minds two ports of one host, which is one site. */
export function haveTwoOrigins({ PUBLIC_URL, PUBLIC_SITE_URL }: { PUBLIC_URL: string; PUBLIC_SITE_URL: string }): boolean {
  return originOf(PUBLIC_URL) !== originOf(PUBLIC_SITE_URL);
}

/** Without the scheme's own port, and the host in lower case. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** The demo page is a site of its own: it shares no cookies and no storage with the frame that it embeds (`api.md` 1). */
export function demoOrigin(config: Pick<ServiceConfig, 'PUBLIC_PORT'>): string {
  return `http://localhost:${config.PUBLIC_PORT}`;
}

/** As the pattern of MAIL_LISTEN has it. */
function listenAddress(text: string): { protocol: 'lmtp' | 'smtp'; host: string; port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice('lmtp://'.length, colon).replace(/^\[|\]$/g, '');
  return { protocol: /^lmtp/i.test(text) ? 'lmtp' : 'smtp', host, port: Number(text.slice(colon + 1)) };
}

/** With commas. */
function listOf(item: z.ZodType<string, string>) {
  return z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(item));
}

function port() {
  return z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(65_535));
}

/** As `setServers` of node:dns takes it: `10.0.0.53`, `10.0.0.53:5353`, `[fd00::53]:5353`. */
function isNameServer(text: string): boolean {
  const [, v4, v6, port = '53'] = /^(?:([\d.]+)|\[([0-9a-f:.]+)\])(?::(\d{1,5}))?$/i.exec(text) ?? [];
  return (isIP(v4 ?? '') === 4 || isIP(v6 ?? text) === 6) && Number(port) > 0 && Number(port) < 65_536;
}

/** As Fastify reads them: an address, one with a prefix length, or a name that it knows. */
function isNetwork(hop: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(hop)) return true;
  const [address = '', prefix = '0', ...more] = hop.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Scheme, host and port, without a path: cookies, CSRF and frame rules are about origins. */
function origin() {
  return z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .pipe(z.string().regex(/^https?:\/\/[^\s/?#]+$/, 'expected-origin'));
}
