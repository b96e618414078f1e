import { FONTS } from '../look/fonts.js';

export type Paper = 'light' | 'dark';

/**
 * The empty document that a message's HTML is put into: letters and colours of the console, links that open beside it.
 *
 * A `srcdoc` frame inherits the console's Content-Security-Policy, so that its style element needs the nonce too; its own, which
 * it must obey as well, leaves it nothing but pictures (`security.md` 12).
 *
 * @param images origins that pictures may come from
 */
export function frameDocument(paper: Paper, nonce: string, images: readonly string[]): string {
  const [ink, faint, link, line] =
    paper === 'dark' ? ['#e2e9e6', '#8d9a93', '#6fcca6', '#3a4540'] : ['#18201c', '#5b6861', '#075d43', '#cdd6d1'];
  const policy = `default-src 'none'; img-src data: ${images.join(' ')}; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank"><style nonce="${nonce}">
:root{color-scheme:${paper}}
html{overflow-x:auto;overflow-y:hidden}
body{margin:0;display:flow-root;font:0.875rem/1.5 ${FONTS};color:${ink};overflow-wrap:anywhere}
body>:first-child{margin-top:0}
body>:last-child{margin-bottom:0}
img{max-width:100%;height:auto}
img:not([src]),img[data-blocked]{display:inline-block;box-sizing:border-box;height:34px;min-width:34px;padding:6px;border:1px dashed ${line};border-radius:4px;color:${faint};font-size:.75rem;overflow:hidden}
table{max-width:100%}
td,th{overflow-wrap:break-word}
a{color:${link}}
[data-where]{color:${faint}}
blockquote{margin:.5em 0;padding-left:12px;border-left:2px solid ${line};color:${faint}}
pre{white-space:pre-wrap}
details{margin-top:8px}
summary{display:inline-block;padding:0 8px;border-radius:6px;background:color-mix(in srgb,currentcolor 8%,transparent);color:${faint};font-size:.75rem;line-height:20px;cursor:pointer;list-style:none}
summary::before{content:"\\22EF  "}
summary:focus-visible{outline:2px solid ${link};outline-offset:2px}
</style></head><body></body></html>`;
}
