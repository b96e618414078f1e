import type { MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import { failed, good, type Step, warning } from '../check/step.js';
import { connectImap } from '../connecting/imap-client.js';
import { imapTrouble } from '../connecting/imap-trouble.js';
import { connectSmtp } from '../connecting/smtp-client.js';
import { smtpTrouble } from '../connecting/smtp-trouble.js';
import type { Choice, ChosenServer } from './choose-servers.js';
import type { MailAddress } from './mail-address.js';
import type { Search } from './search.js';

export type SignedIn = { readonly imap: MailServer; readonly smtp: MailServer; readonly steps: readonly Step[] };

type Way = 'imap' | 'smtp';
/** Null: let in. */
type LogIn = (server: MailServer) => Promise<Reason | null>;

/** Refusals that may be about the name as well as the password. */
const PLAIN_REFUSAL = new Set(['mailbox-login-refused', 'smtp-login-refused']);

/**
 * Signs in to both servers with a password.
 *
 * Servers are told apart by whether they want the address or a part of it as the name: one other name is tried, once, so that no account
 * is locked. What the reading server refuses is not tried at the sending one.
 */
export async function signIn(choice: Choice, password: string, address: MailAddress, search: Search): Promise<SignedIn> {
  const stop = whyNot(choice);
  if (stop !== null) return { imap: choice.imap.server, smtp: choice.smtp.server, steps: [stop] };
  const first = await signInTo('imap', choice.imap, address, loginBy('imap', choice.imap, password, address, search));
  if (first.step.level === 'failed') return { imap: first.server, smtp: choice.smtp.server, steps: [first.step] };
  // Who is let in by a name there is let in by it here.
  const named = first.server.user === choice.imap.server.user ? choice.smtp : withUser(choice.smtp, first.server.user);
  const second = await signInTo('smtp', named, address, loginBy('smtp', named, password, address, search));
  return { imap: first.server, smtp: second.server, steps: [first.step, second.step] };
}

/** Why nobody signs in: no password is taken there, or it might go to a stranger. */
function whyNot({ provider, imap, smtp }: Choice): Step | null {
  if (provider !== null && !provider.signIn.ways.includes('password')) {
    return failed('imap-login', { code: 'login-consent', params: { provider: provider.name, url: provider.signIn.url } }, ['smtp-login']);
  }
  const stranger = [imap, smtp].find((one) => !one.isVouchedFor);
  if (stranger === undefined) return null;
  return warning('imap-login', { code: 'server-unconfirmed', params: { host: stranger.server.host } });
}

function withUser(chosen: ChosenServer, user: string): ChosenServer {
  return { ...chosen, server: { ...chosen.server, user } };
}

async function signInTo(
  way: Way,
  { server, trouble }: ChosenServer,
  address: MailAddress,
  logIn: LogIn,
): Promise<{ server: MailServer; step: Step }> {
  const step = `${way}-login` as const;
  if (trouble !== null) return { server, step: warning(step, { code: 'login-not-tried', params: {} }) };
  const refusal = await logIn(server);
  if (refusal === null) return { server, step: good(step, 'login-accepted') };
  const other = otherName(server.user, address);
  if (way === 'imap' && other !== null && PLAIN_REFUSAL.has(refusal.code)) {
    const renamed = { ...server, user: other };
    if ((await logIn(renamed)) === null) return { server: renamed, step: good(step, 'login-accepted-by-other-name') };
  }
  return { server, step: failed(step, refusal) };
}

function loginBy(way: Way, chosen: ChosenServer, password: string, { domain }: MailAddress, search: Search): LogIn {
  const at = {
    proof: { password },
    ...(chosen.address === null ? {} : { address: chosen.address }),
    ...(search.ca === undefined ? {} : { ca: search.ca }),
  };
  return async (server) => {
    const leftMs = Math.min(LONGEST_MS, search.endsAt - performance.now());
    if (leftMs < LEAST_MS) return { code: 'mail-server-silent', params: {} };
    try {
      if (way === 'imap') (await connectImap({ server, ...at }, leftMs)).close();
      // Connecting and signing in have so long each.
      else (await connectSmtp({ server, domain, stepMs: leftMs / 2, ...at })).close();
      return null;
    } catch (error) {
      return (way === 'imap' ? imapTrouble : smtpTrouble)(error, { host: server.host }).reason;
    }
  };
}

/** How long a server may take, ms; in less than the least nobody signs in. */
const LONGEST_MS = 5_000;
const LEAST_MS = 500;

/** The name that servers want which do not want this one: without its plus part, else without its domain, or with it. */
function otherName(user: string, { address, local, domain }: MailAddress): string | null {
  const plus = local.indexOf('+');
  if (user === address && plus > 0) return `${local.slice(0, plus)}@${domain}`;
  if (user === address) return local;
  return user === local ? address : null;
}
