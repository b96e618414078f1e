import type { AcknowledgementText, AcknowledgementVariable, Language } from '@app/contracts';
import type { Office } from '../office-hours.js';
import { oneLine } from '../one-line.js';
import { replySubject } from '../reply-subject.js';
import { promiseAt } from './promise.js';

/** Who is told what. */
export type Acknowledged = {
  readonly ticketNumber: number;
  readonly subject: string;
  /** As the customer writes it; '' where there is none. */
  readonly contactName: string;
  readonly organisation: string;
  readonly inbox: string;
  readonly office: Office;
  /** Minutes within which the team usually answers; null: not known. */
  readonly expectedMinutes: number | null;
  readonly at: Date;
};

/**
 * Writes an acknowledgement: plain text and a subject of one line.
 *
 * A variable that has nothing to say takes its line with it; the customer's name only itself, with the comma before it. An expected time
 * is named only while somebody is there to keep it, an opening only while nobody is.
 */
export function writeAcknowledgement(
  { subject, text }: AcknowledgementText,
  language: Language,
  about: Acknowledged,
): { subject: string; text: string } {
  const values = valuesFor(language, about);
  const written = subject === null ? '' : fill(subject, values).replace(/\s+/g, ' ').trim();
  return { subject: written === '' ? replySubject(values['ticket.subject'] ?? '') : written, text: fill(text, values).trim() };
}

type Values = Readonly<Record<AcknowledgementVariable, string | null>>;

function valuesFor(language: Language, about: Acknowledged): Values {
  return {
    'ticket.number': String(about.ticketNumber),
    'ticket.subject': oneLine(about.subject, 200),
    'contact.name': nameOf(about.contactName),
    'organisation.name': oneLine(about.organisation, 200),
    'inbox.name': oneLine(about.inbox, 100),
    ...promiseAt(language, about),
  };
}

function fill(template: string, values: Values): string {
  const lines = template.replace(/\r\n?/g, '\n').split('\n');
  const filled = lines.flatMap((line) => fillLine(line, values) ?? []);
  // What fell out between two empty lines leaves one.
  return filled.join('\n').replace(/\n{3,}/g, '\n\n');
}

function fillLine(line: string, values: Values): string | null {
  let isLeftOut = false;
  const filled = line.replace(/([,\s]*)\{\{([^{}]*)\}\}/g, (all, before: string, name: string) => {
    const variable = name.trim();
    if (!isVariable(variable, values)) return all;
    const value = values[variable];
    if (value) return `${before}${value}`;
    if (variable !== 'contact.name') isLeftOut = true;
    return '';
  });
  return isLeftOut ? null : filled;
}

function isVariable(name: string, values: Values): name is AcknowledgementVariable {
  return Object.hasOwn(values, name);
}

/**
 * A name that is one. Who writes in somebody else's name may put an advertisement where the name stands, and our mail would carry it
 * there: what is long, or has an address in it, is no name.
 */
function nameOf(name: string): string | null {
  const line = oneLine(name, 200);
  return line === null || line.length > 60 || /[@/\\<>]|www\.|\p{L}\.\p{L}{2,}/u.test(line) ? null : line;
}
