import { escaped } from './inert-text.js';

export type WrittenMail = { readonly subject: string; readonly text: string; readonly html: string };

/** A mail in both its bodies, block by block. `data-style` becomes `style` when it leaves. */
export class MailBlocks {
  private readonly texts: string[] = [];
  private readonly pieces: string[] = [];

  /** A paragraph. */
  say(text: string): this {
    return this.add(text, `<p>${escaped(text)}</p>`);
  }

  /** What is not the message, but about it. */
  aside(text: string): this {
    return this.add(text, `<p data-style="color:#666666;font-size:13px">${escaped(text)}</p>`);
  }

  /** A paragraph that ends in an address: a link in HTML. */
  sayWithLink(text: string, link: string): this {
    const before = text.endsWith(link) ? text.slice(0, -link.length) : `${text} `;
    return this.add(`${before}${link}`, `<p>${escaped(before)}<a href="${escaped(link)}">${escaped(link)}</a></p>`);
  }

  /** What somebody said before, below a line that says so. */
  quote(head: string, text: string): this {
    const quoted = text
      .split('\n')
      .map((line) => `> ${line}`.trimEnd())
      .join('\n');
    return this.add(
      `${head}\n${quoted}`,
      `<p data-style="color:#666666;margin-bottom:4px">${escaped(head)}</p><blockquote data-style="${QUOTED}">${escaped(text)}</blockquote>`,
    );
  }

  /** What somebody says now, below their name and the hour. */
  speech(head: string, text: string, below: readonly string[]): this {
    const said = [text, ...below].filter((part) => part !== '');
    return this.add(
      [head, ...said].join('\n'),
      `<p data-style="margin-bottom:4px"><strong>${escaped(head)}</strong></p><div data-style="${SPOKEN}">${said.map(escaped).join('<br>')}</div>`,
    );
  }

  get text(): string {
    return this.texts.join('\n\n');
  }

  get html(): string {
    return `<div data-style="font-family:sans-serif;font-size:15px;line-height:1.5">${this.pieces.join('')}</div>`;
  }

  private add(text: string, html: string): this {
    this.texts.push(text);
    this.pieces.push(html);
    return this;
  }
}

const QUOTED = 'margin:0 0 16px 0;padding:0 0 0 12px;border-left:2px solid #cccccc;color:#666666';
const SPOKEN = 'margin:0 0 16px 0;padding:0 0 0 12px;border-left:2px solid #3b5bdb';
