import type { Catalog } from './catalog.js';

/** What visitors of a web chat are told, and what tickets say of them. */
export const visitorsEn: Catalog = {
  'nonce-expired': 'The page of the chat is too old. Load it again.',
  'visitor-unknown': 'This browser is not known in this chat (any more).',
  'origin-refused': 'This page may not do that.',
  'message-empty': 'A message needs a text or a file.',
  'form-field-missing': '“{{field}}” is needed.',
  'form-field-not-email': '“{{field}}” needs an address such as name@example.com.',
  'form-field-not-number': '“{{field}}” needs a number.',
  'form-field-not-choice': '“{{field}}” needs one of the answers offered. Load the page again: they may have changed.',
  'file-empty': 'The file is empty.',
  'frame-unreadable': 'The frame cannot be read: {{detail}}.',
  'hello-first': 'The first frame says who you are: hello.',
  'message-of-another': 'The message was written by somebody else who used this browser.',
  'identity-key-missing': 'This web chat has no key for identities yet. An administrator makes one on the page of the inbox.',
  'identity-malformed': 'The identity is not as it must be ({{part}}).',
  'identity-forged': 'The identity is not signed by the key of this web chat.',
  'identity-foreign': 'The identity was made for another web chat.',
  'identity-expired': 'The identity has expired. The site has to make a new one.',
  'identity-too-long-lived': 'The identity is good for more than five minutes.',
  'too-many-connections': 'The chat is open in too many places already.',
  'visitor-name': 'Visitor {{id}}',
  'visitor-page': 'Written on the page {{page}}',
  'site-told': 'The page tells of the visitor (unverified): {{told}}',
  'frame-too-long': 'A frame may have 64 kB. Send less at once, and files apart.',
};
