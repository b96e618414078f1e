import type { AcknowledgementText, Language } from '@app/contracts';

/**
 * What customers are told where an inbox has no text of its own.
 *
 * Each sentence that may have nothing to say is a line of its own, which is then left out. Neither the customer's name nor the subject
 * stands in the text: both are what a stranger chose, and the mail goes out in our name.
 */
export const OWN_TEXTS: Readonly<Record<Language, AcknowledgementText>> = {
  ru: {
    subject: null,
    text: `Здравствуйте!

Мы получили ваше письмо. Номер обращения: {{ticket.number}}.
Обычно мы отвечаем {{expected}}.
Сейчас мы не работаем. Ответим, когда откроемся: {{opening}}.

Если хотите что-то добавить, просто ответьте на это письмо.

{{organisation.name}}`,
  },
  en: {
    subject: null,
    text: `Hello,

We have received your message. Its number is {{ticket.number}}.
We usually answer {{expected}}.
We are closed now. We will answer when we are back: {{opening}}.

If you would like to add something, just reply to this mail.

{{organisation.name}}`,
  },
};
