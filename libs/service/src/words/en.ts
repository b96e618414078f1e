import type { Catalog } from '../words.js';

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

  // Starting
  'port-in-use': 'Port {{port}} is in use by another program. End it, or choose another port: {{name}}=NUMBER.',
  'host-not-here': 'HOST {{host}} is not an address of this machine.',
  'port-not-allowed': 'Port {{port}} needs more rights than this user has. Choose one above 1023: {{name}}=NUMBER.',
  'data-in-use':
    'Otklik is running on this data already: {{name}}, process {{pid}}, folder {{folder}}. Stop it first, or start on other data: OTKLIK_DATA=FOLDER.',
  'data-not-writable': 'The data folder {{folder}} cannot be made or opened by this user. Choose another: OTKLIK_DATA=FOLDER.',
  'database-gone':
    'The database of this data folder was in {{folder}} and is not there now. Bring it back, or remove postgres.json from the data folder to begin anew.',
  'no-embedded-database': 'There is no embedded PostgreSQL for {{platform}}. Set DATABASE_URL to one of your own.',
  'no-user-for-database': 'PostgreSQL does not run as root, and the user {{user}} could not be made. Make it, or start as another user.',
  'making-user': 'PostgreSQL does not run as root: making the system user {{user}} for it.',
  'database-elsewhere': 'The database is in {{folder}}: its user cannot pass the folders above the data folder.',
  'making-database': 'Making the database.',

  // What a start tells
  'product-ready': 'Otklik is ready ({{seconds}} s).',
  'where-to-set-up': 'Set it up       {{url}}   (once, within 24 hours)',
  'where-console': 'Console         {{url}}',
  'where-demo': 'Demo page       {{url}}',
  'where-data': 'Data            {{folder}}',
  'how-to-stop': 'Ctrl-C stops it.',

  // Visitors of a web chat
  'nonce-expired': 'The page of the chat is too old. Load it again.',
  'visitor-unknown': 'This browser is not known in this chat (any more).',
  'origin-refused': 'Only the page of the chat itself may call this.',
  'message-empty': 'A message needs a text or a file.',
  'file-empty': 'The file is empty.',
  'frame-unreadable': 'The frame cannot be read: {{detail}}.',
  'hello-first': 'The first frame says who you are: hello.',
  'not-supported': 'This web chat does not do that yet.',
  'too-many-connections': 'The chat is open in too many places already.',
  'widget-not-built': 'The widget has not been built. Run npm run build.',
  'too-many-requests': 'Too many at once. Wait a moment.',
  'attachment-missing': 'A file of this message is gone. Upload it again.',
  'inbox-missing': 'There is no such inbox.',
  'file-too-large': 'The file is larger than {{limit}} bytes.',
  'file-missing': 'There is no such file.',
};
