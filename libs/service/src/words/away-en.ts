import type { Catalog } from './catalog.js';

/** Answers and chats that reach visitors by mail. */
export const awayEn: Catalog = {
  // To visitors
  'visitor-address-invalid': 'This is no mail address: it looks like name@example.com.',
  'visitor-address-letters': 'Our mail server cannot write to an address whose name is not in Latin letters. Leave another one.',
  'visitor-address-ours': 'This is our own address. Leave yours, so that we can answer you.',
  'visitor-address-dead': 'Mail to this address comes back. Leave another one.',
  'visitor-mail-off': 'Nothing can be sent by mail from here at the moment.',
  'transcript-unanswered': 'The chat can be sent by mail once somebody has answered in it.',
  'transcript-sent-already': 'This chat was sent within the last hour. Try again later.',
  'transcript-address-day': 'This address got several mails from us today. Try again tomorrow.',
  'transcript-inbox-hour': 'Too many mails are on their way. Try again in a while.',

  // Timelines
  'event.answers-mailed': 'The visitor is away: the answers were sent by mail to {{address}}',
  'event.answers-not-mailed': 'The visitor is away, and nothing was sent to {{address}}: mail there comes back, or is not wanted',
  'event.answers-mail-limit':
    'The visitor is away, and nothing was sent to {{address}}: nobody has proved that this address is theirs, and answers of several chats went there within a day. The answer waits in the chat',
  'event.answers-mail-withdrawn': 'The visitor is back and has the answers in the chat: the mail to {{address}} was not sent',
  'event.transcript-sent': 'The visitor had the chat sent by mail to {{address}}',

  // How a web chat stands
  'away-mail-inbox-off':
    'Visitors who are away get no answers by mail: the mailbox that is set for it is gone or switched off. Their answers wait in the chat.',
};
