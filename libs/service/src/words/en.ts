import type { Catalog } from './catalog.js';
import { answersEn } from './answers-en.js';
import { awayEn } from './away-en.js';
import { chatAnswersEn } from './chat-answers-en.js';
import { checkEn } from './check-en.js';
import { commandsEn } from './commands-en.js';
import { doctorEn } from './doctor-en.js';
import { inputEn } from './input-en.js';
import { mailEn } from './mail-en.js';
import { oauthEn } from './oauth-en.js';
import { serversEn } from './servers-en.js';
import { startingEn } from './starting-en.js';
import { telegramEn } from './telegram-en.js';
import { telegramSendingEn } from './telegram-sending-en.js';
import { timelineEn } from './timeline-en.js';
import { visitorsEn } from './visitors-en.js';

/** Every public code in English, by area. `ru.ts` has the same codes; a test compares them. */
export const en: Catalog = {
  // Any call
  bug: 'Something went wrong on our side. The request id tells an administrator where to look.',
  'invalid-input': 'Some fields are not right.',
  'not-found': 'There is nothing at this address.',
  'unreadable-body': 'The request body could not be read.',
  'body-too-large': 'The request is too large.',
  'unsupported-media-type': 'This kind of content is not taken here.',
  stopping: 'The service is stopping; try again in a moment.',
  'database-away': 'The database cannot be reached.',
  'bus-away': 'The message bus cannot be reached.',
  'too-many-requests': 'Too many at once. Wait a moment.',

  ...startingEn,
  ...inputEn,
  ...visitorsEn,

  // Files, pictures and inboxes
  'widget-not-built': 'The widget has not been built. Run npm run build.',
  'attachment-missing': 'A file of this message is gone. Upload it again.',
  'inbox-missing': 'There is no such inbox.',
  'inbox-reads-no-mailbox': 'This inbox reads no mailbox: there is no older mail to take in.',
  'mail-not-known': 'No such mail has been taken in.',
  'uploads-full':
    'Files that wait to be sent are {{megabytes, number}} MB at most. Send them first: those that are not sent go after a day.',
  'file-too-large': 'The file is larger than {{megabytes, number}} MB.',
  'file-missing': 'There is no such file.',
  'picture-not-known': 'The picture is no PNG, JPEG or WebP.',
  'picture-unreadable': 'The picture is damaged, or it moves. Choose another one.',
  'picture-too-large': 'The picture is {{width, number}} × {{height, number}} pixels; it may have {{limit, number}} on a side.',

  // Signing in
  'sign-in-needed': 'Sign in first.',
  'wrong-password': 'The address or the password is not right.',
  'too-many-attempts': 'Too many log-ins have failed. Try again in {{minutes}} min.',
  'csrf-token-wrong': 'This page is too old. Load it again.',
  'not-allowed': 'Your role does not allow this.',
  'link-unusable': 'This link was used already, is too old or was replaced. Ask for a new one.',
  'email-needed': 'Say the address you will sign in with.',
  'email-taken': 'There is an agent with this address already.',

  // Calls of the API
  'cursor-invalid': 'This cursor is not one of this list. Begin again without it.',
  'cursor-expired': 'What happened since is kept no more. Load everything anew.',
  'idempotency-key-invalid': 'An Idempotency-Key has 1 to 255 characters.',
  'idempotency-key-reused': 'This Idempotency-Key was used for another request.',
  'if-match-invalid': 'If-Match holds a version in quotes, such as "7".',
  'frame-invalid': 'This frame is not understood.',
  'subscribed-already': 'This connection is subscribed already.',
  'console-not-built': 'The console has not been built. Run npm run build.',

  // Tickets and answers
  'ticket-missing': 'There is no such ticket, or you may not see it.',
  'ticket-changed': 'Somebody changed the ticket meanwhile. Look at it again.',
  'ticket-changed_customer': 'The customer has written meanwhile. Look at the ticket again.',
  'ticket-changed_colleague': 'A colleague is answering already. Look at the ticket again.',
  'ticket-changed_you': 'You have answered this ticket meanwhile, from another window. Look at it again.',
  'ticket-closed': 'The ticket is closed and stays as it is. To write to the customer, start a new one.',
  'on-hold-only': 'Only a ticket on hold has a time for its end.',
  'on-hold-past': 'A ticket is on hold until a time that is to come.',
  'snooze-past': 'A ticket is snoozed until a time that is to come.',
  'message-missing': 'There is no such message, or you may not see it.',
  'conversation-missing': 'The ticket has no such conversation.',
  'reply-empty': 'An answer needs a text or a file.',
  'reply-on-its-way': 'The answer is already on its way and cannot be undone.',
  'nothing-to-retry': 'Nothing of this answer has failed.',
  'no-recipient': 'An answer needs somebody in To: say to whom it goes.',
  'send-at-past': 'An answer can wait only until a time that is to come.',
  'send-at-too-far': 'An answer can wait for a year at most.',
  'channel-cannot-start':
    'The first word can be a mail, or go to a chat in Telegram that the bot knows. In the chat of a site the customer begins.',
  'upload-cut-off': 'The upload was cut off.',
  'file-needed': 'Send one file as multipart/form-data.',
  'one-file-only': 'Send one file at a time.',
  'file-link-unusable': 'This link to a file is too old. Load the page again.',
  'image-refused': 'This picture is not shown: it is not on the internet, no picture, or too large.',
  'image-away': 'This picture cannot be fetched now.',
  'no-mail': 'This message did not come as a mail.',
  'blob-missing': 'The file is not in the data folder. Restore it from a backup.',

  // People and settings
  'agent-missing': 'There is no such agent.',
  'team-missing': 'There is no such team.',
  'skill-missing': 'There is no skill {{skill}}. Add it first.',
  'contact-missing': 'There is no such contact, or you may not see it.',
  'parked-unreadable': 'This event cannot be read by anybody. Look at it, and drop it.',
  'parked-missing': 'There is no such parked event.',
  'name-taken': 'This name is taken.',
  'last-admin': 'This is the last active administrator. Make another one first.',
  'bootstrap-invalid': 'The bootstrap file has mistakes ({{count}}):\n  {{details}}',
  'inbox-ok': 'Works.',
  'inbox-failing': 'Does not work.',
  'inbox-off': 'Is not running.',
  'inbox-settings-invalid': 'The settings of this inbox are not right.',
  'assigned-by-agent': 'Assigned by hand',

  ...timelineEn,
  ...mailEn,
  ...answersEn,
  ...chatAnswersEn,
  ...awayEn,
  ...oauthEn,
  ...serversEn,
  ...checkEn,
  ...commandsEn,
  ...telegramEn,
  ...telegramSendingEn,
  ...doctorEn,

  // Parked events
  'event-unknown': 'An event of a kind that this version does not know: {{type}}',
  'event-invalid': 'An event that is not what its kind declares: {{type}}, {{path}}: {{problem}}',
  'event-too-large': 'An event of {{size}} bytes; {{limit}} are the most.',
  'payload-missing': 'The event says that its content travels with it, and there is none.',
  'blob-altered': 'A stored file holds other bytes than its name says. Restore it from a backup.',
  'handler-failed': 'Its handling failed: {{message}}',
  'ended-the-process': 'Its handling ended the process {{deaths}} times.',

  // Data
  'database-newer': 'The database was made by a newer version of Otklik. Start that version, or restore a backup.',
  'secret-unreadable': 'A stored password or token cannot be opened: OTKLIK_SECRET or secret.key in the data folder is another one.',
  'disk-full': 'The data folder cannot be written. Make room on its disk.',
};
