import { ApiError } from './api-error.js';
import { parseHtml } from './parse-html.js';
import { parseMarkdownV2 } from './parse-markdown.js';
import type { FormattedText } from './wire.js';

/** The rows of an entity as text: `type offset length` and what else it has. */
function shown({ text, entities }: FormattedText): string[] {
  return [text, ...entities.map(({ type, offset, length, ...more }) => [type, offset, length, ...Object.values(more)].join(' '))];
}

function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof ApiError) return error.description;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parse_mode HTML', () => {
  test.each([
    ['a <b>b</b> c', ['a b c', 'bold 2 1']],
    ['<b>a <i>b</i></b>', ['a b', 'bold 0 3', 'italic 2 1']],
    ['<b>😀</b>x', ['😀x', 'bold 0 2']],
    ['&lt;&amp;&gt;&quot;&#65;&#x42;&nbsp;', ['<&>"AB&nbsp;']],
    ['<a href="https://x.test/?a=1&amp;b=2">x</a>', ['x', 'text_link 0 1 https://x.test/?a=1&b=2']],
    ['<a href="nowhere">x</a>', ['x']],
    ['<pre><code class="language-ts">let a</code></pre>', ['let a', 'pre 0 5 ts']],
    ['<code>a</code>', ['a', 'code 0 1']],
    ['<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', ['ab', 'spoiler 0 1', 'spoiler 1 1']],
    ['<blockquote expandable>a</blockquote>', ['a', 'blockquote 0 1']],
    ['<del>a</del><ins>b</ins><em>c</em>', ['abc', 'strikethrough 0 1', 'underline 1 1', 'italic 2 1']],
    ['<b></b>x', ['x']],
  ])('%s', (source, expected) => {
    expect(shown(parseHtml(source))).toEqual(expected);
  });

  test.each([
    ['mail me <a@b.test>', 'Unsupported start tag "a@b.test" at byte offset 8'],
    ['я <p>x</p>', 'Unsupported start tag "p" at byte offset 3'],
    ['1 <2', 'Unclosed start tag at byte offset 2'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href>x</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ])('refuses %s', (source, reason) => {
    expect(refusal(() => parseHtml(source))).toBe(`Bad Request: can't parse entities: ${reason}`);
  });
});

describe('parse_mode MarkdownV2', () => {
  test.each([
    ['a *b* c', ['a b c', 'bold 2 1']],
    ['*a _b_*', ['a b', 'bold 0 3', 'italic 2 1']],
    ['__a__ ~b~ ||c||', ['a b c', 'underline 0 1', 'strikethrough 2 1', 'spoiler 4 1']],
    ['1\\.5 \\*x\\*', ['1.5 *x*']],
    ['[x](https://x.test/\\))', ['x', 'text_link 0 1 https://x.test/)']],
    ['`a*b`', ['a*b', 'code 0 3']],
    ['```ts\nlet a```', ['let a', 'pre 0 5 ts']],
    ['```\nlet a\n```', ['let a\n', 'pre 0 6']],
    ['>a\n>b\nc', ['a\nb\nc', 'blockquote 0 3']],
    ['![👍](tg://emoji?id=5368324170671202286)', ['👍', 'custom_emoji 0 2 5368324170671202286']],
  ])('%j', (source, expected) => {
    expect(shown(parseMarkdownV2(source))).toEqual(expected);
  });

  test.each('.!-=+#{}()>|'.split('').map((char) => [char]))('refuses %s that is not escaped', (char) => {
    expect(refusal(() => parseMarkdownV2(`x${char}`))).toBe(
      `Bad Request: can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
    );
  });

  test.each([
    ['я *x', "Can't find end of Bold entity at byte offset 3"],
    ['_x', "Can't find end of Italic entity at byte offset 0"],
    ['`x', "Can't find end of Code entity at byte offset 0"],
    ['[x](http://a', "Can't find end of a URL at byte offset 4"],
    ['![x]', 'Custom emoji entity must contain a tg://emoji URL'],
  ])('refuses %s', (source, reason) => {
    expect(refusal(() => parseMarkdownV2(source))).toBe(`Bad Request: can't parse entities: ${reason}`);
  });
});
