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
};
