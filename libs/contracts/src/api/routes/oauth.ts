import { ConsentAnswer, ConsentQuery, OAuthClient, OAuthClientList, SetOAuthClient } from '../mailboxes.js';
import { route } from '../route.js';

/** Mailboxes signed in to by consent of their owners (OAuth 2.0). The last two are for browsers, which are sent on. */
export const OAUTH_ROUTES = {
  listOAuthClients: route({
    id: 'listOAuthClients',
    method: 'GET',
    path: '/oauth',
    access: 'admin',
    summary: 'The providers, and what is registered there',
    status: 200,
    answer: OAuthClientList,
  }),
  setOAuthClient: route({
    id: 'setOAuthClient',
    method: 'PUT',
    path: '/oauth/{provider}',
    access: 'admin',
    summary: 'Say what is registered at a provider',
    body: SetOAuthClient,
    status: 200,
    answer: OAuthClient,
    errors: ['oauth-secret-wanted'],
  }),
  startConsent: route({
    id: 'startConsent',
    method: 'GET',
    path: '/oauth/{provider}/start',
    access: 'admin',
    summary: 'Go to the provider to let us into a mailbox; back to /settings/inboxes/{inbox}?consent=given|refused&code=',
    query: ConsentQuery,
    status: 302,
  }),
  finishConsent: route({
    id: 'finishConsent',
    method: 'GET',
    path: '/oauth/{provider}/callback',
    access: 'anyone',
    summary: 'Come back from the provider',
    query: ConsentAnswer,
    status: 302,
  }),
} as const;
