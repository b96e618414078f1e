import type { OAuthProvider } from '@app/contracts';
import { beginConsent, finishConsent } from '@app/mailbox';
import type { OAuthClients, OAuthGrants, Store } from '@app/store';
import type { OAuthServer } from '../oauth-server.js';

const REDIRECT = 'http://desk.test/callback';

export type ConsentPorts = { readonly store: Store; readonly clients: OAuthClients; readonly grants: OAuthGrants };

/** As an admin does it: what is registered at the server is what the product knows. */
export function registerAt(
  { store, clients }: Omit<ConsentPorts, 'grants'>,
  server: OAuthServer,
  provider: OAuthProvider = 'google',
): Promise<void> {
  const { clientId, clientSecret, endpoints } = server;
  return store.transaction((tx) => clients.set(tx, { provider, clientId, clientSecret, tenant: null, endpoints }));
}

/** The owner of a mailbox lets us in: over the provider, as it is registered, and without the desk. */
export async function giveConsent(
  { store, clients, grants }: ConsentPorts,
  { inbox, mailbox, provider = 'google' }: { readonly inbox: string; readonly mailbox: string; readonly provider?: OAuthProvider },
): Promise<void> {
  const registration = await clients.read(store, provider);
  const { url, proofs } = await beginConsent(registration, { redirectUri: REDIRECT, mailbox });
  const sent = await fetch(url, { redirect: 'manual' });
  const answer = new URL(sent.headers.get('location') ?? '').searchParams;
  const { account, ...tokens } = await finishConsent(registration, { answer, proofs, redirectUri: REDIRECT });
  await store.transaction((tx) => grants.give(tx, inbox, { provider, account, tokens }));
}
