import type { Catalog } from './catalog.js';

/** What is said of mailboxes that are signed in to by consent. */
export const oauthEn: Catalog = {
  'oauth-consent-wanted': 'Nobody has let us into this mailbox yet. Give consent in the settings of the inbox.',
  'oauth-consent-lost':
    '{{provider}} does not let us in any more: consent was withdrawn or ran out, or the password was changed. Give consent again in the settings of the inbox; mail and answers wait.',
  'oauth-client-missing': 'What is registered for us at {{provider}} is not known yet. Put it in under the settings of mailboxes.',
  'oauth-client-refused':
    '{{provider}} refuses the client id or its secret ({{error}}). A secret runs out: make a new one there and put it in.',
  'oauth-provider-away': '{{provider}} does not give access just now ({{error}}). It is tried again by itself.',
  'oauth-provider-refused': '{{provider}} refuses the request ({{error}}). Compare what is registered there with the settings here.',
  'oauth-scope-missing':
    'Consent was given to less than is needed: reading and sending mail. Give consent again and leave everything ticked.',
  'oauth-token-refused':
    'The mail server does not let us in although consent holds. See that access by mail programs (IMAP, and SMTP AUTH for sending) is switched on for the mailbox and its organisation.',
  'oauth-account-other':
    'Consent was given by another account than the mailbox’s. Give it again, signed in as the mailbox; or give that account access to it.',
  'oauth-clock-skewed': 'The clock of {{provider}} and the one here are {{minutes}} min apart. Set the clock of this computer right (NTP).',
  'oauth-secret-wanted': 'Put in the client secret, too.',
  'oauth-inbox-other': 'This inbox is not signed in to by consent at this provider. Choose that in its settings first.',
  'oauth-state-unknown': 'This consent was begun more than ten minutes ago, or was used already. Begin again.',
  'oauth-session-other':
    'Consent was begun in another session, or the console is open under another address than PUBLIC_URL. Sign in and begin again.',
  'oauth-consent-denied': 'Consent was not given at {{provider}}.',
  'oauth-code-refused': '{{provider}} does not take its own confirmation: it ran out or was used already. Begin again.',
  'oauth-consent-cut': '{{provider}} broke off before access was given ({{error}}). Begin again in a few minutes.',
  'oauth-no-lasting-access': '{{provider}} gave no lasting access. Remove the app in the account’s settings there and give consent again.',
};
