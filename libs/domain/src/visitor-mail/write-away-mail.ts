import type { Language } from '@app/contracts';
import { oneLine } from '../one-line.js';
import { MAIL_WORDS, writtenAt } from './mail-words.js';
import { inertText, plainText } from './inert-text.js';
import { MailBlocks, type WrittenMail } from './mail-blocks.js';

/** A file of an answer, and whether it goes with the mail. */
export type MailedFile = { readonly filename: string; readonly isAttached: boolean };

export type MailedAnswer = {
  /** Null: nobody's. */
  readonly author: string | null;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly MailedFile[];
};

/** What a visitor who is away is told by mail. */
export type AwayMailFacts = {
  readonly organisation: string;
  readonly ticketNumber: number;
  /** What the visitor had asked; '' where it was no text. */
  readonly question: string;
  /** Oldest first, one at least. */
  readonly answers: readonly MailedAnswer[];
  /** Where the visitor was, if it is one of the inbox's own sites; null: not known. */
  readonly page: string | null;
  readonly timeZone: string;
};

/** Characters of the question that are repeated. */
const QUESTION_LENGTH = 300;

/**
 * Writes the mail that brings answers to a visitor who has left.
 *
 * Only a person's answers bring it about, and of the visitor's own words a short piece stands in it that no program makes a link of:
 * whoever leaves a stranger's address in a chat sends that stranger nothing of their own (`threat:H1`).
 */
export function writeAwayMail(language: Language, facts: AwayMailFacts): WrittenMail {
  const words = MAIL_WORDS[language];
  const organisation = oneLine(facts.organisation, 200) ?? '';
  const { ticketNumber: number, answers, page } = facts;
  const mail = new MailBlocks().say(words.greeting);
  const who = [namesOf(answers), organisation === '' ? '' : `(${organisation})`].filter(Boolean).join(' ');
  mail.say(words.answered(namesOf(answers) === '' ? organisation : who, answers.length));
  const question = shortened(facts.question);
  if (question !== '') mail.quote(words.youAsked, question);
  for (const { author, at, text, files } of answers) {
    const head = [oneLine(author ?? organisation, 100), writtenAt(at, facts.timeZone, language)].filter(Boolean).join(', ');
    mail.speech(head, plainText(text).trim(), [listed(words.attached, files, true), listed(words.inChat, files, false)]);
  }
  const goOn = words.goOn(page);
  if (page === null) mail.say(goOn);
  else mail.sayWithLink(goOn, page);
  mail.say(words.ticket(number));
  if (organisation !== '') mail.say(organisation);
  mail.aside(words.why);
  return { subject: words.awaySubject({ organisation: oneLine(organisation, 60) ?? '', number }), text: mail.text, html: mail.html };
}

/** Each once. */
function namesOf(answers: readonly MailedAnswer[]): string {
  return [...new Set(answers.flatMap(({ author }) => oneLine(author ?? '', 100) ?? []))].join(', ');
}

function shortened(question: string): string {
  const text = plainText(question).trim();
  const characters = Array.from(text);
  return inertText(characters.length > QUESTION_LENGTH ? `${characters.slice(0, QUESTION_LENGTH).join('').trimEnd()}…` : text);
}

function listed(head: string, files: readonly MailedFile[], isAttached: boolean): string {
  const names = files.filter((file) => file.isAttached === isAttached).flatMap(({ filename }) => oneLine(filename, 200) ?? []);
  return names.length === 0 ? '' : `${head} ${names.join(', ')}`;
}
