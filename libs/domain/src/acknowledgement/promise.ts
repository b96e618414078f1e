import type { Language } from '@app/contracts';
import { closingAt, isOpen, nextOpening, type Office } from '../office-hours.js';
import { expectedPhrase, openingPhrase, roundedUp } from './phrases.js';

/** How soon a customer may expect an answer, in words that fit behind "we answer". */
export type Promised = {
  /** `within 2 hours`; null: not known, or nobody is there to keep it. */
  readonly expected: string | null;
  /** `on Monday, 24 November, at 09:00 (UTC+3)`; null while somebody is there. */
  readonly opening: string | null;
};

/**
 * An expected time is named only while somebody is there to keep it, an opening only while nobody is.
 *
 * @param expectedMinutes within which the team usually answers; null: not known
 */
export function promiseAt(
  language: Language,
  { office, at, expectedMinutes }: { readonly office: Office; readonly at: Date; readonly expectedMinutes: number | null },
): Promised {
  const opening = nextOpening(office, at);
  return {
    expected: canBeKept(expectedMinutes, office, at) ? expectedPhrase(expectedMinutes, language) : null,
    opening: opening && openingPhrase(opening, office.timeZone, language),
  };
}

/** Nobody answers within two hours when the office closes in one; it is the time that is named which has to be kept. */
function canBeKept(minutes: number | null, office: Office, at: Date): minutes is number {
  if (minutes === null || !isOpen(office, at)) return false;
  const closing = closingAt(office, at);
  return closing === null || at.getTime() + (roundedUp(minutes) ?? minutes) * 60_000 <= closing.getTime();
}
