import type { ProviderServer, ProviderSignIn, Publishing } from './mail-provider.js';

type UserForm = ProviderServer['user'];

const tls = (host: string, port: number, user: UserForm): ProviderServer => ({ host, port, tls: 'implicit', user });
export const startTls = (host: string, port: number, user: UserForm = 'address'): ProviderServer => ({ host, port, tls: 'starttls', user });
export const imaps = (host: string, user: UserForm = 'address'): ProviderServer => tls(host, 993, user);
export const smtps = (host: string, user: UserForm = 'address'): ProviderServer => tls(host, 465, user);
export const submission = (host: string, user: UserForm = 'address'): ProviderServer => startTls(host, 587, user);

/** Several countries' domains of one brand. */
export const under = (brand: string, endings: string): string[] => endings.split(' ').map((ending) => `${brand}.${ending}`);

/** A password is taken as it is. */
export const BY_PASSWORD: ProviderSignIn = { ways: ['password'], refusal: null, hint: null, url: null };

/** A password is taken once something was done there. */
export const byPassword = (refusal: ProviderSignIn['refusal'], hint: string, url: string): ProviderSignIn => ({
  ways: ['password'],
  refusal,
  hint,
  url,
});

/** It sends for its own domains alone. */
export const OWN_DOMAINS_ALONE: Publishing = { includes: [], selectors: [] };
