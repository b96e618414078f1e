import type { Catalog } from './catalog.js';

/** What is said of answers before they leave. */
export const answersEn: Catalog = {
  'recipient-invalid': 'No mail can go to {{addresses}}: an address has the form name@domain.',
  'recipient-own-inbox':
    '{{addresses}} is an inbox of your own: the answer would come back as a new message. Take it out; a note or another team reaches your colleagues.',
  'recipient-needs-smtputf8':
    'The mail server of this inbox takes no address whose name is not in Latin letters: {{addresses}}. Ask for another address.',
  'too-many-recipients': '{{count}} recipients are too many: an answer may go to {{limit}} at once.',
  'reply-too-large':
    'With its files the mail would have {{megabytes}} MB, and the mail server takes {{limitMegabytes}} MB. In a mail a file is larger by a third. Leave a file out, or share it by a link.',
  'html-too-long': 'The text with its formatting is too long. Shorten it, or send a part of it as a file.',
  'already-recipient': 'The answer goes to {{address}} already.',
  'chat-has-no-addresses': 'A chat has no addresses: an answer goes to it alone. Take the addresses out.',
  'event.sent-elsewhere': 'The answer was sent to {{elsewhere}} in place of {{address}}',
};
