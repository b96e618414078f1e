import type { Catalog } from './catalog.js';

/** What customers ask of a bot itself, and who they prove to be. */
export const commandsEn: Catalog = {
  'event.chat-started': 'The customer came by a link: {{context}}',
  'event.new-requested': 'The customer begins a new request in this chat: what they write next goes there',
  'event.customer-closed': 'The customer closed the request',
  'event.contact-proved': 'The customer proved who they are: {{was}} is {{is}}',
  'event.contact-split': 'The proof was taken back: {{is}} is not {{was}}',
  'telegram-bot-unknown': 'This bot has not been reached yet, so that its name is not known.',
  'mend-telegram-bot-unknown': 'Wait until its inbox works, or look there at what is wrong.',
  'join-missing': 'Nothing came to this contact by this proof, or it was given back already.',
  'join-not-last': 'The Telegram account has come to another contact since. Give it back there first.',
};
