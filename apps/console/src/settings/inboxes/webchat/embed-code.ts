/** Attributes of the line, beside the inbox. */
export const ATTRIBUTES = ['locale', 'theme', 'position', 'colour', 'launcher', 'embed-at'] as const;

/** What the button on the page has to know before the chat itself has come: without it, it would change its colour and side when it is opened. */
export type EmbeddedChat = { readonly inbox: string; readonly colour: string; readonly position: 'left' | 'right' };

/** @param site where Otklik's customers' side is */
export function embedLine(site: string, { inbox, ...look }: EmbeddedChat): string {
  const { colour, position } = told(look);
  return `<script src="${site}/widget.js" data-inbox="${inbox}"${colour && ` data-colour="${colour}"`}${position && ` data-position="${position}"`} async></script>`;
}

/** For sites that are built: the same calls, typed. */
export function embedModule(site: string, { inbox, ...look }: EmbeddedChat): string {
  const { colour, position } = told(look);
  return `npm install ./dist/apps/widget/npm

import { identify, init, logout } from '@otklik/widget';

init({ url: '${site}', inbox: '${inbox}'${colour && `, colour: '${colour}'`}${position && `, position: '${position}'`} });
// when the user signs in; getToken asks your server
identify({ getToken: async () => (await fetch('/chat-token')).text() });
// when the user signs out
logout();`;
}

/** What a site with a content security policy adds to it. */
export function sitePolicy(site: string): string {
  const { origin } = new URL(site);
  return ['script-src', 'frame-src'].map((directive) => `${directive} ${origin};`).join('\n');
}

/** Of a look, what has to be said: a colour that is typed to its end, and the side that is not the usual one. */
function told({ colour, position }: Omit<EmbeddedChat, 'inbox'>): { colour: string; position: string } {
  return { colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : '', position: position === 'left' ? position : '' };
}
