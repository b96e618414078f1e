import type { Reason } from '@app/domain';
import { providerOfServer } from '../providers/provider-of.js';

export type Refused = {
  /** What the server said to the login, its response code and all lines. */
  readonly answer: string;
  /** Whose server it is tells what a refusal without a reason means. */
  readonly host?: string;
  /** Signed in by an access token: then no password is to blame. */
  readonly byToken?: boolean;
};

/**
 * Why a mail server refuses a login, where its words or its provider tell more than that it does; null where they do not.
 *
 * Answers are those that the providers give: Gmail (`Application-specific password required`), Yandex (`invalid credentials or IMAP is
 * disabled`), Mail.ru (`NEOBHODIM parol prilozheniya`), Microsoft (`5.7.139`, `User is authenticated but not connected`), Zoho, Yahoo,
 * Dovecot, Postfix.
 */
export function loginTrouble({ answer, host = '', byToken = false }: Refused): Reason | null {
  const provider = providerOfServer(host);
  const said = SAID.find(([, pattern]) => pattern.test(answer))?.[0];
  const params = { provider: provider?.name ?? host, url: provider?.signIn.url ?? '' };
  if (said !== undefined && !(byToken && BY_PASSWORD_ALONE.has(said))) return { code: said, params };
  const meaning = byToken ? null : (provider?.signIn.refusal ?? null);
  return meaning === null ? null : { code: `login-${meaning}`, params };
}

/** In the order in which they are looked for: `credentials or IMAP is disabled` is not yet `IMAP is disabled`. */
const SAID: readonly (readonly [code: string, answer: RegExp])[] = [
  ['login-app-password', /app(?:lication)?[- ]specific password|app(?:lication)? password is required|parol prilozheniya/i],
  ['login-off-or-wrong', /credentials or IMAP is disabled|does not have access rights to this service/i],
  ['login-consent', /basic auth(?:entication)? is disabled|BasicAuthBlocked|LogonDenied-BasicAuth/i],
  [
    'login-smtp-off',
    /SmtpClientAuthentication is disabled|smtp_auth_disabled|SMTP (?:access|auth\w*) (?:is |has been )?(?:disabled|not enabled)/i,
  ],
  [
    'login-imap-off',
    /not enabled for IMAP|yet to enable IMAP|IMAP (?:access |use |service )?(?:is |has been )?(?:disabled|not enabled|turned off|switched off)|authenticated but not connected/i,
  ],
  ['login-in-browser', /log ?in (?:via|with|through|using) your web browser|web login required|WEBALERT|verify your account by/i],
  [
    'login-locked',
    /(?:account|user|mailbox|login) (?:is |has been |was |temporarily |currently )*(?:locked|blocked|disabled|suspended|deactivated|frozen)/i,
  ],
  ['login-too-often', /too many (?:\w+ ){0,3}(?:log-?ins?|logons?|auth\w*|attempts|failures|connections)|login rate limit|\[LIMIT\]/i],
];

/** What is said of passwords is no answer to a token. */
const BY_PASSWORD_ALONE = new Set(['login-app-password', 'login-consent', 'login-off-or-wrong']);
