import type { ChatInbox } from './chat.js';

/** What the console's preview may show of a web chat. */
export type PreviewScene = 'empty' | 'form' | 'chat' | 'closed';

/** The console's first word to the preview's page, with one end of a MessageChannel. */
export type PreviewHello = 'otklik:preview';

/** What is to be seen, as it is not saved yet: said by the console through the channel, again with each change. */
export type ChatPreview = {
  readonly inbox: ChatInbox;
  readonly scene: PreviewScene;
  readonly locale: 'ru' | 'en';
  readonly theme: 'light' | 'dark';
};
