import { cleanHtml } from './clean-html.js';

const AROUND: Readonly<Record<string, string>> = {
  B: '**',
  STRONG: '**',
  I: '__',
  EM: '__',
  U: '++',
  INS: '++',
  S: '~~',
  DEL: '~~',
  STRIKE: '~~',
  CODE: '`',
};

/** Formatting as marks, so that an answer that was sent can be written on. */
export function marksOf(html: string): string {
  return within(cleanHtml(html))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function within(node: Node): string {
  return [...node.childNodes].map(marksOfNode).join('');
}

function marksOfNode(node: Node): string {
  if (!(node instanceof HTMLElement)) return node.textContent ?? '';
  const { nodeName } = node;
  if (nodeName === 'BR') return '\n';
  if (nodeName === 'PRE') return `\`\`\`\n${(node.textContent ?? '').replace(/\n$/, '')}\n\`\`\`\n`;
  const inner = within(node);
  if (nodeName === 'BLOCKQUOTE') return `${inner.trim().replace(/^/gm, '> ')}\n\n`;
  if (nodeName === 'P' || nodeName === 'DIV') return `${inner}\n\n`;
  if (nodeName === 'A') return linkOf(inner, node.getAttribute('href') ?? '');
  const mark = AROUND[nodeName] ?? '';
  return inner.trim() === '' ? inner : `${mark}${inner}${mark}`;
}

/** An address that Telegram itself has made a link of needs no marks. */
function linkOf(words: string, href: string): string {
  const isItself = href === words || href === `${words}/` || href === `mailto:${words}` || /^https?:\/\//.test(words);
  return isItself || href === '' ? words : `[${words}](${href})`;
}
