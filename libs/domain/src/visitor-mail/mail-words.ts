import type { Language } from '@app/contracts';
import { DateTime } from 'luxon';

type AboutTicket = { readonly organisation: string; readonly number: number };

/** What mails to visitors say, beside what people said. */
export type MailWords = {
  readonly greeting: string;
  readonly awaySubject: (about: AboutTicket) => string;
  /** @param who answered */
  readonly answered: (who: string, count: number) => string;
  readonly youAsked: string;
  readonly attached: string;
  readonly inChat: string;
  /** @param page where the chat is; null: not known */
  readonly goOn: (page: string | null) => string;
  readonly ticket: (number: number) => string;
  readonly why: string;
  readonly transcriptSubject: (about: AboutTicket) => string;
  readonly transcript: (about: AboutTicket) => string;
  readonly cut: string;
  readonly you: string;
  readonly byMail: string;
  readonly files: string;
  readonly whyTranscript: string;
};

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  ru: {
    greeting: 'Здравствуйте!',
    awaySubject: ({ organisation, number }) => named(organisation, `ответ на ваш вопрос (обращение № ${number})`),
    answered: (who) => `Пока вас не было в чате на сайте, вам ответили: ${who}.`,
    youAsked: 'Вы писали:',
    attached: 'Файлы в этом письме:',
    inChat: 'Для письма эти файлы слишком велики, они ждут вас в чате:',
    goOn: (page) =>
      page === null
        ? 'Чтобы продолжить, просто ответьте на это письмо или вернитесь в чат на сайте.'
        : `Чтобы продолжить, просто ответьте на это письмо или вернитесь в чат на сайте: ${page}`,
    ticket: (number) => `Номер обращения: ${number}.`,
    why: 'Вы получили это письмо, потому что этот адрес указан для ответов из чата на сайте.',
    transcriptSubject: ({ organisation, number }) => named(organisation, `переписка в чате (обращение № ${number})`),
    transcript: ({ number }) => `Вот переписка в чате на сайте, обращение № ${number}.`,
    cut: 'Начало переписки сюда не поместилось.',
    you: 'Вы',
    byMail: 'письмом',
    files: 'Файлы:',
    whyTranscript: 'Вы получили это письмо, потому что переписку попросили прислать на этот адрес.',
  },
  en: {
    greeting: 'Hello,',
    awaySubject: ({ organisation, number }) => named(organisation, `an answer to your question (No. ${number})`),
    answered: (who, count) =>
      count === 1 ? `${who} answered you while you were away from the chat.` : `${who} sent you answers while you were away from the chat.`,
    youAsked: 'You wrote:',
    attached: 'Files in this mail:',
    inChat: 'These files are too large for a mail. They wait for you in the chat:',
    goOn: (page) =>
      page === null
        ? 'To go on, just reply to this mail, or come back to the chat on our site.'
        : `To go on, just reply to this mail, or come back to the chat on our site: ${page}`,
    ticket: (number) => `The number of your request is ${number}.`,
    why: 'You get this mail because this address was given for answers from the chat on our site.',
    transcriptSubject: ({ organisation, number }) => named(organisation, `your chat with us (No. ${number})`),
    transcript: ({ number }) => `This is the chat on our site, request No. ${number}.`,
    cut: 'The beginning of the chat did not fit in here.',
    you: 'You',
    byMail: 'by mail',
    files: 'Files:',
    whyTranscript: 'You get this mail because the chat was asked to be sent to this address.',
  },
};

/** A sentence begins with a capital where no name stands before it. */
function named(organisation: string, said: string): string {
  return organisation === '' ? said.charAt(0).toUpperCase() + said.slice(1) : `${organisation}: ${said}`;
}

/** `23 November 2026, 14:05 (UTC+3)` */
export function writtenAt(at: Date, timeZone: string, language: Language): string {
  const time = DateTime.fromJSDate(at, { zone: timeZone }).setLocale(language);
  const offset = time.offset === 0 ? 'UTC' : `UTC${time.toFormat('Z')}`;
  return `${time.toFormat('d MMMM yyyy, HH:mm')} (${offset})`;
}
