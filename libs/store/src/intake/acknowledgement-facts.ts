import type { Language } from '@app/contracts';
import type { AcknowledgementCase } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { AcknowledgingInbox } from '../inboxes/acknowledging.js';
import type { MailAddress } from '../sending/due-messages.js';
import { undeliverable } from '../sending/undeliverable.js';
import { readMailInboxes } from './mail-inboxes.js';
import { withoutPlus } from './attribute-report.js';
import type { PlacedMessage } from './messages.js';
import { isHistoric } from './placement.js';

/** A mail that opened a ticket in an inbox that acknowledges. */
export type Acknowledgeable = {
  readonly message: PlacedMessage;
  readonly inbox: AcknowledgingInbox;
  readonly ticket: { readonly number: number; readonly teamId: string };
  readonly isForwarded: boolean;
};

export type Facts = {
  readonly to: MailAddress;
  readonly decides: AcknowledgementCase;
  /** What an agent or another channel knows of the contact; null: nothing. */
  readonly contactLanguage: Language | null;
};

/** Finds out what decides whether these mails are acknowledged. */
export async function acknowledgementFacts(tx: Tx, mails: readonly Acknowledgeable[]): Promise<ReadonlyMap<Acknowledgeable, Facts>> {
  const addressed = mails.map((mail) => ({ mail, to: recipientOf(mail.message) }));
  const addresses = [...new Set(addressed.map(({ to }) => to.address))];
  const ours = await readMailInboxes(tx);
  const agents = await agentsAmong(tx, addresses);
  const givenUp = await undeliverable(tx, addresses);
  const languages = await languagesOf(
    tx,
    mails.flatMap(({ message }) => message.contactId ?? []),
  );
  return new Map(
    addressed.map(({ mail, to }) => {
      const known = { isOurs: ours.isOurs(to.address), isAgents: agents.has(withoutPlus(to.address)), isGivenUp: givenUp.has(to.address) };
      return [mail, { to, decides: caseOf(mail, to, known), contactLanguage: languages.get(mail.message.contactId ?? '') ?? null }];
    }),
  );
}

/** Where an agent's answer would go. */
function recipientOf({ answerTo, incoming: { sender } }: PlacedMessage): MailAddress {
  const { address, name } = answerTo ?? sender;
  return { address: address.toLowerCase(), name };
}

function caseOf(
  { message, inbox, isForwarded }: Acknowledgeable,
  to: MailAddress,
  known: Pick<AcknowledgementCase, 'isOurs' | 'isAgents' | 'isGivenUp'>,
): AcknowledgementCase {
  const { incoming, part, isReport } = message;
  return {
    ...known,
    address: to.address,
    // What a list or gateway marks is no machine's as a message, and gets no answer all the same.
    isAutomatic: message.isAutomatic || incoming.isAutomatic,
    isReport,
    isHistoric: isHistoric(message),
    isSpam: (incoming.mail?.isJunk ?? false) || (incoming.mail?.isMarkedSpam ?? false),
    dmarc: incoming.authentication?.dmarc ?? null,
    isForwarded,
    isStranger: part !== 'participant',
    receivedAt: incoming.receivedAt,
    writtenAt: incoming.sourceAt,
    inboxSince: inbox.since,
  };
}

/** Without plus parts: a colleague's address stays the colleague's whatever it is tagged with. */
async function agentsAmong(tx: Tx, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const plain = [...new Set([...addresses, ...addresses.map(withoutPlus)])];
  const rows = await tx.query<{ email: string }>(`select email from agents where email = any($1)`, [plain]);
  return new Set(rows.map((row) => withoutPlus(row.email)));
}

async function languagesOf(tx: Tx, contactIds: readonly string[]): Promise<ReadonlyMap<string, Language>> {
  const rows = await tx.query<{ id: string; language: Language }>(
    `select id, left(language, 2) as language from contacts where id = any($1) and left(language, 2) in ('ru', 'en')`,
    [contactIds],
  );
  return new Map(rows.map((row) => [row.id, row.language]));
}
