import type { InventedInternet } from '../invented-internet.js';
import { autoconfigFile } from '../autoconfig-file.js';

export type Expected = {
  /** `host:port tls user`; null: nothing is found. */
  readonly imap: string | null;
  readonly smtp: string | null;
  readonly source: string | null;
  /** Codes that the steps have to tell. */
  readonly tells?: readonly string[];
};

export type InventedDomain = {
  /** What is special about it. */
  readonly what: string;
  readonly domain: string;
  /** As it is typed (default: `shop@DOMAIN`). */
  readonly typed?: string;
  readonly build: (internet: InventedInternet, domain: string) => Promise<unknown> | void;
  readonly expected: Expected;
};

export const implicit = (host: string, port: number, user: string): string => `${host}:${port} implicit ${user}`;
export const startTls = (host: string, port: number, user: string): string => `${host}:${port} starttls ${user}`;

/** The usual: imap.DOMAIN:993 and smtp.DOMAIN:465, signed in to with the address. */
export function usual(domain: string, source: string, tells: readonly string[] = []): Expected {
  const user = `shop@${domain}`;
  return { imap: implicit(`imap.${domain}`, 993, user), smtp: implicit(`smtp.${domain}`, 465, user), source, tells };
}

export async function usualServers(internet: InventedInternet, domain: string): Promise<void> {
  await internet.mail(`imap.${domain}`, 993);
  await internet.mail(`smtp.${domain}`, 465);
}

export const usualFile = (domain: string): string => autoconfigFile([{ host: `imap.${domain}` }], [{ host: `smtp.${domain}` }], domain);

export const usualSrv = (internet: InventedInternet, domain: string, host = `imap.${domain}`, smtp = `smtp.${domain}`): void => {
  internet.srv(domain, 'imaps', `0 1 993 ${host}`);
  internet.srv(domain, 'submissions', `0 1 465 ${smtp}`);
};

export const nothing = (tells: readonly string[]): Expected => ({ imap: null, smtp: null, source: null, tells });
