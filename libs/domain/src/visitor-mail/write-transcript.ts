import type { Language } from '@app/contracts';
import { oneLine } from '../one-line.js';
import { MAIL_WORDS, writtenAt } from './mail-words.js';
import { inertText, plainText } from './inert-text.js';
import { MailBlocks, type WrittenMail } from './mail-blocks.js';

export type TranscriptMessage = {
  /** Of an answer: who wrote it; of the visitor's own and of what was said by itself: null. */
  readonly author: string | null;
  readonly isVisitors: boolean;
  readonly byMail: boolean;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly string[];
};

export type TranscriptFacts = {
  readonly organisation: string;
  readonly ticketNumber: number;
  /** Oldest first. */
  readonly messages: readonly TranscriptMessage[];
  /** There was more before these. */
  readonly isCut: boolean;
  readonly timeZone: string;
};

/** Characters of all messages together; beyond them the oldest are left out. */
const LONGEST = 400_000;
/** Characters of one message: by mail people send whole logs. */
const LONGEST_ONE = 40_000;

/** Writes the mail that repeats a whole chat. Files are named; of the visitor's own words no program makes a link. */
export function writeTranscript(language: Language, facts: TranscriptFacts): WrittenMail {
  const words = MAIL_WORDS[language];
  const organisation = oneLine(facts.organisation, 200) ?? '';
  const about = { organisation, number: facts.ticketNumber };
  const messages = newest(facts.messages.map((message) => ({ ...message, text: shortened(message.text) })));
  const mail = new MailBlocks().say(words.greeting).say(words.transcript(about));
  if (facts.isCut || messages.length < facts.messages.length) mail.say(words.cut);
  for (const { author, isVisitors, byMail, at, text, files } of messages) {
    const who = isVisitors ? words.you : (oneLine(author ?? organisation, 100) ?? organisation);
    const head = [who, writtenAt(at, facts.timeZone, language), byMail ? words.byMail : ''].filter(Boolean).join(', ');
    const names = files.flatMap((name) => oneLine(name, 200) ?? []).join(', ');
    const below = names === '' ? '' : `${words.files} ${names}`;
    mail.speech(head, isVisitors ? inertText(text).trim() : plainText(text).trim(), [isVisitors ? inertText(below) : below]);
  }
  if (organisation !== '') mail.say(organisation);
  mail.aside(words.whyTranscript);
  const subject = words.transcriptSubject({ ...about, organisation: oneLine(organisation, 60) ?? '' });
  return { subject, text: mail.text, html: mail.html };
}

function shortened(text: string): string {
  return text.length > LONGEST_ONE ? `${text.slice(0, LONGEST_ONE).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function newest(messages: readonly TranscriptMessage[]): readonly TranscriptMessage[] {
  let left = LONGEST;
  const first = messages.findLastIndex(({ text }) => (left -= text.length) < 0);
  return messages.slice(first + 1);
}
