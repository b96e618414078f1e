import type { Language } from '@app/contracts';
import { promiseAt } from '../acknowledgement/promise.js';
import type { Office } from '../office-hours.js';
import { oneLine } from '../one-line.js';
import { isLive, type TicketState } from '../ticket-states.js';
import { BOT_WORDS } from './bot-words.js';

/** What a bot says by itself: each text is plain and fits one message. */

const COMMANDS = ['status', 'new', 'close', 'help'] as const;

/** What can be asked of a bot, each with a line that says so: for its menu in Telegram, too. */
export function botCommands(language: Language): readonly { readonly command: string; readonly description: string }[] {
  return COMMANDS.map((command) => ({ command, description: BOT_WORDS[language].commands[command] }));
}

/**
 * To who pressed Start.
 *
 * @param own the inbox's own words; null: the product's
 * @param isProved whether the link that was opened told who the customer is
 */
export function greetingText(
  language: Language,
  { organisation, own, isProved }: { readonly organisation: string; readonly own: string | null; readonly isProved: boolean },
): string {
  const words = BOT_WORDS[language];
  const name = oneLine(organisation, 200);
  const greeting = own ?? [name === null ? words.hello : words.helloFrom(name), words.write, '', ...commandLines(language)].join('\n');
  return isProved ? `${greeting}\n\n${words.proved}` : greeting;
}

export function helpText(language: Language): string {
  return [BOT_WORDS[language].write, '', ...commandLines(language)].join('\n');
}

function commandLines(language: Language): string[] {
  return botCommands(language).map(({ command, description }) => `/${command} - ${description}`);
}

export type StatusTicket = {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  /** Nobody has answered yet: how soon somebody may is named. */
  readonly isUnanswered: boolean;
  readonly since: Date;
  readonly office: Office;
  /** Minutes within which the team usually answers first; null: not known. */
  readonly expectedMinutes: number | null;
};

/** Requests that are listed one by one: so that the text fits one message. */
const MOST_LISTED = 10;

/** What becomes of a customer's requests, the latest first. */
export function statusText(language: Language, tickets: readonly StatusTicket[], at: Date): string {
  const words = BOT_WORDS[language];
  if (tickets.length === 0) return words.nothingOpen;
  const listed = tickets.slice(0, MOST_LISTED).map((ticket) => statusOf(language, ticket, at));
  const others = tickets.length - listed.length;
  return [...listed, ...(others > 0 ? [words.andMore(others)] : [])].join('\n\n');
}

function statusOf(language: Language, ticket: StatusTicket, at: Date): string {
  const words = BOT_WORDS[language];
  const subject = oneLine(ticket.subject, 100);
  const stage = `${words.request(ticket.number, subject)}: ${words.stages[ticket.state]}.`;
  if (!ticket.isUnanswered || !isLive(ticket.state)) return stage;
  const { expected, opening } = promiseAt(language, { ...ticket, at, expectedMinutes: stillToExpect(ticket, at) });
  if (opening !== null) return `${stage}\n${words.opening(opening)}`;
  return expected === null ? stage : `${stage}\n${words.expected(expected)}`;
}

/** Who has waited for longer than others usually do is promised nothing. */
function stillToExpect({ since, expectedMinutes }: StatusTicket, at: Date): number | null {
  if (expectedMinutes === null) return null;
  return at.getTime() - since.getTime() < expectedMinutes * 60_000 ? expectedMinutes : null;
}

/**
 * What the next message begins.
 *
 * @param former the request that was live until now, and whether it is answered still or done with it; null: there was none
 */
export function newRequestText(
  language: Language,
  former: { readonly number: number; readonly becomes: 'stays' | 'solved' | 'not-yours' } | null,
): string {
  const words = BOT_WORDS[language];
  if (former?.becomes === 'not-yours') return words.notYours(former.number);
  if (former === null) return words.nextIsNew;
  return `${words.nextIsNew}\n${former.becomes === 'stays' ? words.stays(former.number) : words.wasSolved(former.number)}`;
}

/** @param ticket null: there is nothing to close */
export function closedText(language: Language, ticket: { readonly number: number; readonly isYours: boolean } | null): string {
  const words = BOT_WORDS[language];
  if (ticket === null) return words.nothingToClose;
  return ticket.isYours ? words.closed(ticket.number) : words.notYours(ticket.number);
}
