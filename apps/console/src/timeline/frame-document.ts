import { FONTS } from '../look/fonts.js';

/**
 * The document around a message's HTML: letters and colours of the console, links that open beside it.
 *
 * A `srcdoc` frame inherits the console's Content-Security-Policy, so that its style element needs the nonce too.
 * Nothing in the message is changed here: what edits HTML after it was sanitized makes it unsafe again (`threat:B3`).
 *
 * @param html sanitized by the server
 */
export function frameDocument(html: string, dark: boolean, nonce: string): string {
  const [ink, faint, link] = dark ? ['#e2e9e6', '#8d9a93', '#6fcca6'] : ['#18201c', '#66736c', '#075d43'];
  return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style nonce="${nonce}">
:root{color-scheme:${dark ? 'dark' : 'light'}}
html{overflow-x:auto;overflow-y:hidden}
body{margin:0;display:flow-root;font:0.875rem/1.5 ${FONTS};color:${ink};overflow-wrap:anywhere}
body>:first-child{margin-top:0}
body>:last-child{margin-bottom:0}
img{max-width:100%;height:auto}
table{max-width:100%}
a{color:${link}}
blockquote{margin:.5em 0;padding-left:12px;border-left:2px solid ${faint};color:${faint}}
pre{white-space:pre-wrap}
</style></head><body>${html}</body></html>`;
}
