import type { EmailSettings } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { Dns, fromHere, type Outside } from '@app/outside';
import type { Proof } from '../connecting/mail-login.js';
import { type ClockReading, clockStep, timeInGreeting } from './clock-step.js';
import { domainSteps, type OwnKey } from './domain-steps.js';
import { imapSteps } from './imap-steps.js';
import { sideBySide } from './side-by-side.js';
import { smtpSteps } from './smtp-steps.js';
import { failed, good, type Step } from './step.js';

/** What each server is signed in to with. */
export type Proofs = { readonly imap: Proof; readonly smtp: Proof };

export type MailboxCheck = {
  readonly settings: EmailSettings;
  /**
   * @param anew in place of those of the call before, which a server refused (default: false)
   * @throws DeskError where there is no access any more, e.g. consent that was withdrawn
   */
  readonly proofs: (anew?: boolean) => Promise<Proofs>;
  /** The key that our own signatures are made with (default: none). */
  readonly ownKey?: OwnKey | null;
  /** The clock of the database (default: not looked at). */
  readonly databaseTime?: () => Promise<Date>;
  /** Whom DNS is asked of, about the domain (default: the system's servers). */
  readonly dns?: Dns;
  /** How servers are reached (default: as anything on this machine). */
  readonly outside?: Outside;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string;
};

/**
 * Looks at a mailbox as the product uses it: both servers up to reading and sending, what DNS says of its domain, and the clock.
 *
 * Takes at most half a minute, opens one connection at a time to each server, sends nothing and changes nothing. What depends on a step
 * that failed is not tried: that step names it.
 */
export async function* checkMailbox(check: MailboxCheck): AsyncGenerator<Step> {
  const { settings, outside = fromHere(), dns = new Dns(), ca } = check;
  const clocks: ClockReading[] = [];
  const given = await proofsOf(check);
  const proofs = 'code' in given ? null : given;
  if ('code' in given) yield failed('consent', given, ['imap-login', 'imap-folder', 'imap-idle', 'smtp-login', 'smtp-from']);
  else if (settings.signIn !== 'password') yield good('consent', 'consent-holds');
  const onGreeting = (words: string): void => {
    const time = timeInGreeting(words);
    if (time !== null) clocks.push({ whose: 'server', ahead: (time.getTime() - Date.now()) / 1_000 });
  };
  yield* sideBySide([
    imapSteps({ settings, proof: proofs?.imap ?? null, outside, ca, onGreeting }),
    smtpSteps({ settings, proof: proofs?.smtp ?? null, outside, ca, onGreeting }),
    domainSteps({ settings, dns, ownKey: check.ownKey ?? null }),
  ]);
  if (check.databaseTime) clocks.push(await readClock(check.databaseTime));
  yield clockStep(clocks);
}

/**
 * All steps of `checkMailbox`. Where a server refuses an access token another one is asked for, once: only the provider can say whether
 * consent was taken back before the token ran out.
 */
export async function mailboxSteps(check: MailboxCheck): Promise<Step[]> {
  const steps = await allOf(checkMailbox(check));
  if (!steps.some(({ code }) => code === 'oauth-token-refused')) return steps;
  return await allOf(checkMailbox({ ...check, proofs: () => check.proofs(true) }));
}

async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

async function proofsOf({ proofs }: MailboxCheck): Promise<Proofs | Reason> {
  try {
    return await proofs();
  } catch (error) {
    if (error instanceof DeskError) return error.reason;
    throw error;
  }
}

/** Half of the way there and back is the best guess of when it was read. */
async function readClock(read: () => Promise<Date>): Promise<ClockReading> {
  const before = Date.now();
  const theirs = await read();
  return { whose: 'database', ahead: (theirs.getTime() - (before + Date.now()) / 2) / 1_000 };
}
