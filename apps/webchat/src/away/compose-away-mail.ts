import { sitePage, writeAwayMail, type WrittenMail } from '@app/domain';
import { encodedSize } from '@app/mail';
import { sendingLimits } from '@app/mailbox';
import { languageOf } from '@app/service';
import type { AwayChat, ComposedRecap } from '@app/store';

/** What a server that says nothing of it takes, as most do. */
const USUAL_BYTES = 25_000_000;
/** Bytes of text that a mail has at most, so that its files can be chosen before it is written: ten answers of the longest. */
const TEXT = 'x'.repeat(400_000);

/**
 * The mail for one visitor who is away, in their language. Of the answers' files it takes along what fits, the oldest first; the others are
 * named, and wait in the chat.
 *
 * @param ownSite the origin of our own pages, which may embed the chat as well
 */
export function composeAwayMail(chat: AwayChat, ownSite: string): ComposedRecap {
  const attached = fitting(chat);
  const written: WrittenMail = writeAwayMail(chat.locale === null ? chat.outlet.language : languageOf(chat.locale), {
    organisation: chat.organisation,
    ticketNumber: chat.ticket.number,
    question: chat.question,
    answers: chat.answers.map(({ author, at, text, files }) => ({
      author,
      at,
      text,
      files: files.map(({ id, filename }) => ({ filename, isAttached: attached.has(id) })),
    })),
    page: sitePage(chat.page, [...chat.inbox.origins, ownSite]),
    timeZone: chat.timeZone,
  });
  return { ...written, fileIds: [...attached] };
}

function fitting({ answers, outlet }: AwayChat): ReadonlySet<string> {
  const limit = sendingLimits(outlet.smtpHost).mailBytes ?? USUAL_BYTES;
  const taken: { id: string; size: number }[] = [];
  for (const file of answers.flatMap((answer) => answer.files)) {
    const files = [...taken, file].map(({ size }) => size);
    if (encodedSize({ texts: [TEXT, TEXT], files }) <= limit) taken.push(file);
  }
  return new Set(taken.map(({ id }) => id));
}
