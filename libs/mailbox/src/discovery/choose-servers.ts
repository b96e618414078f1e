import { isAtOrBelow } from '../providers/at-or-below.js';
import type { MailProvider } from '../providers/mail-provider.js';
import type { Source } from './candidate.js';
import { type GreetedServer, mostTelling } from './greeter.js';
import type { Said } from './sources.js';

/** A source whose servers were greeted. */
export type Tried = Said & { readonly imap: GreetedServer | null; readonly smtp: GreetedServer | null };

export type ChosenServer = GreetedServer & { readonly isVouchedFor: boolean };

export type Choice = {
  readonly source: Source;
  readonly provider: MailProvider | null;
  readonly imap: ChosenServer;
  readonly smtp: ChosenServer;
};

export function works(server: GreetedServer | null): boolean {
  return server?.trouble === null;
}

export function isWhole({ imap, smtp }: Tried): boolean {
  return works(imap) && works(smtp);
}

/**
 * Chooses among what was found: each server from the most reliable source whose works.
 *
 * A source that names one server that works and one that does not is not believed where another has both: it may be out of date. What
 * works nowhere comes from the source that the other one came from: the port of sending may be shut on our side.
 *
 * @param tried the most reliable first
 * @returns null where nothing works
 */
export function chooseServers(tried: readonly Tried[], domain: string): Choice | null {
  const pick = (which: 'imap' | 'smtp'): Tried | undefined =>
    tried.find((one) => isSound(one) && works(one[which])) ?? tried.find((one) => works(one[which]));
  const [imapOf, smtpOf] = [pick('imap'), pick('smtp')];
  const main = imapOf ?? smtpOf ?? tried.find(({ provider }) => provider !== null);
  if (main?.candidate == null) return null;
  // What was only guessed, and does not work, is none.
  if ((imapOf === undefined || smtpOf === undefined) && main.candidate.source === 'guess') return null;
  const imap = chosen(imapOf ?? main, 'imap', domain);
  const smtp = chosen(smtpOf ?? main, 'smtp', domain);
  return imap && smtp && { source: main.candidate.source, provider: main.provider, imap, smtp };
}

function isSound({ imap, smtp }: Tried): boolean {
  return (imap === null || works(imap)) && (smtp === null || works(smtp));
}

function chosen(of: Tried, which: 'imap' | 'smtp', domain: string): ChosenServer | null {
  const server = of[which];
  return server && { ...server, isVouchedFor: of.candidate?.isVouchedFor === true || isAtOrBelow(server.server.host, domain) };
}

/** Where nothing was chosen: the trouble that tells most. */
export function worstOf(tried: readonly Tried[], pick: (one: Tried) => GreetedServer | null): GreetedServer | null {
  const named = tried.map(pick).filter((server) => server !== null);
  return named.find(works) ?? mostTelling(named);
}
