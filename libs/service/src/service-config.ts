import { z } from 'zod';

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
    .optional()
    .describe('which proxies are believed about the caller: how many hops, or addresses and networks with commas (default: none)'),
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

function port() {
  return z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(65_535));
}

/** Scheme, host and port, without a path: cookies, CSRF and frame rules are about origins. */
function origin() {
  return z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .pipe(z.string().regex(/^https?:\/\/[^\s/?#]+$/, 'expected http:// or https:// with a host and no path'));
}
