import type { MailReport, ReportedRecipient } from './incoming.js';

/** Somebody whom the mail that came back was sent to. */
export type SentTo = { readonly id: string; readonly recipient: string };

export type Attributed<T extends SentTo> = {
  /** In the order of the report. */
  readonly found: readonly { readonly delivery: T; readonly reported: ReportedRecipient }[];
  /** Whom the report is about is not known. */
  readonly unknown: readonly ReportedRecipient[];
};

/**
 * Says which delivery of a mail each part of a report is about.
 *
 * By the name that we wrote to, then without its plus part, then by whom the mail went through (before a forward); who is named by
 * nothing is meant where nobody else was written to. A stranger's name alone is nobody of ours: a forward of a copy failed.
 */
export function attributeReport<T extends SentTo>(report: MailReport, deliveries: readonly T[]): Attributed<T> {
  const judged = report.recipients.map((reported) => ({ reported, delivery: deliveryOf(reported, report.passed, deliveries) }));
  return {
    found: judged.flatMap(({ reported, delivery }) => (delivery ? [{ reported, delivery }] : [])),
    unknown: judged.flatMap(({ reported, delivery }) => (delivery ? [] : [reported])),
  };
}

function deliveryOf<T extends SentTo>({ names }: ReportedRecipient, passed: readonly string[], deliveries: readonly T[]): T | null {
  return (
    named(names, deliveries) ?? only(deliveries.filter((one) => named(passed, [one]))) ?? (names.length === 0 ? only(deliveries) : null)
  );
}

function named<T extends SentTo>(names: readonly string[], deliveries: readonly T[]): T | null {
  for (const same of [isSame, isSameMailbox]) {
    for (const name of names) {
      const found = deliveries.find(({ recipient }) => same(recipient, name));
      if (found) return found;
    }
  }
  return null;
}

function isSame(recipient: string, name: string): boolean {
  return recipient.toLowerCase() === name;
}

function isSameMailbox(recipient: string, name: string): boolean {
  return withoutPlus(recipient.toLowerCase()) === withoutPlus(name);
}

/** The mailbox behind `ivan+shop@example.test`. */
export function withoutPlus(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '');
}

function only<T>(some: readonly T[]): T | null {
  return some.length === 1 ? (some[0] ?? null) : null;
}
