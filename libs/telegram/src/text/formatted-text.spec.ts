import { cpuCost, fc } from '@app/fuzz';
import { formattedText } from './formatted-text.js';

/** Each entity with the words that it covers. */
function looks(html: string) {
  const { text, entities } = formattedText(html);
  return { text, entities: entities.map(({ offset, length, ...look }) => ({ ...look, words: text.slice(offset, offset + length) })) };
}

describe("an agent's HTML as Telegram formats it", () => {
  test.each([
    [
      'bold',
      '<b>a</b> <strong>b</strong>',
      [
        ['bold', 'a'],
        ['bold', 'b'],
      ],
    ],
    [
      'italic',
      '<i>a</i> <em>b</em>',
      [
        ['italic', 'a'],
        ['italic', 'b'],
      ],
    ],
    [
      'underlined',
      '<u>a</u> <ins>b</ins>',
      [
        ['underline', 'a'],
        ['underline', 'b'],
      ],
    ],
    [
      'struck out',
      '<s>a</s> <del>b</del> <strike>c</strike>',
      [
        ['strikethrough', 'a'],
        ['strikethrough', 'b'],
        ['strikethrough', 'c'],
      ],
    ],
    [
      'hidden',
      '<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>',
      [
        ['spoiler', 'a'],
        ['spoiler', 'b'],
      ],
    ],
    ['fixed-width', 'type <code>a  b</code>', [['code', 'a b']]],
    ['a quote', 'He said: <blockquote>Yes<br>No</blockquote> Well', [['blockquote', 'Yes\nNo']]],
  ])('%s', (_what, html, expected) => {
    expect(looks(html).entities.map(({ type, words }) => [type, words])).toEqual(expected);
  });

  test('a block of code keeps its lines and blanks, and its language', () => {
    expect(looks('See<pre><code class="language-ts">\nif (a) {\n  b();\n}\n</code></pre>below')).toEqual({
      text: 'See\nif (a) {\n  b();\n}\nbelow',
      entities: [{ type: 'pre', language: 'ts', words: 'if (a) {\n  b();\n}' }],
    });
  });

  test('looks are in each other; nothing is in code, and code in nothing but a quote', () => {
    expect(looks('<b>a <i>b</i></b>').entities).toEqual([
      { type: 'bold', words: 'a b' },
      { type: 'italic', words: 'b' },
    ]);
    expect(looks('<b>a <code>x<i>y</i></code> b</b>').entities.map(({ type, words }) => [type, words])).toEqual([
      ['bold', 'a '],
      ['code', 'xy'],
      ['bold', ' b'],
    ]);
    expect(looks('<blockquote><code>x</code></blockquote>').entities.map(({ type }) => type)).toEqual(['blockquote', 'code']);
    expect(looks('<blockquote>a<blockquote>b</blockquote></blockquote>').entities).toHaveLength(1);
  });

  test('threat:B12 links lead to http, https, mailto and tg alone', () => {
    expect(looks('<a href="https://x.test/?a=1&amp;b=2">bill</a>').entities).toEqual([
      { type: 'text_link', url: 'https://x.test/?a=1&b=2', words: 'bill' },
    ]);
    expect(looks('<a href="tg://user?id=1">x</a>').entities).toHaveLength(1);
    for (const href of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '/local',
      '',
      'vbscript:x',
    ])
      expect(looks(`<a href="${href}">x</a>`)).toEqual({ text: 'x', entities: [] });
  });

  test('an address to write to is said, since not every messenger opens such links', () => {
    expect(looks('Write to <a href="mailto:anna@shop.test?subject=Hi">Anna</a>!')).toEqual({
      text: 'Write to Anna (anna@shop.test)!',
      entities: [{ type: 'text_link', url: 'mailto:anna@shop.test?subject=Hi', words: 'Anna' }],
    });
    expect(looks('<a href="mailto:anna@shop.test">anna@shop.test</a>').text).toBe('anna@shop.test');
  });

  test.each([
    ['paragraphs have an empty line between them', '<p>a</p>\n<p>b</p>', 'a\n\nb'],
    ['lines of a div are lines', '<div>a</div><div>b</div><div><br></div><div>c</div>', 'a\nb\n\nc'],
    ['a line end is one', 'a<br>b<br/>\n c', 'a\nb\nc'],
    ['blanks and line ends of the source are one blank', ' a \n\t b ', 'a b'],
    ['headings are plain', '<h1>Title</h1>text', 'Title\n\ntext'],
    ['list items have a bullet', 'Bring:<ul><li>a</li><li><p>b</p></li></ul>Bye', 'Bring:\n\n• a\n• b\n\nBye'],
    ['list items have their number', '<ol start="3"><li>a<ul><li> x</li></ul></li><li>b</li></ol>', '3. a\n  • x\n4. b'],
    ['pictures are what they show', 'a <img src="cid:1" alt="the bill"> b<img src="x">', 'a the bill b'],
    ['cells are next to each other', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['scripts and styles say nothing', '<style>p{}</style>a<script>alert("<b>")</script>b', 'ab'],
    ['references are characters', '&lt;b&gt; &amp;amp; &nbsp;&#128077;', '<b> &amp; \u00a0👍'],
    ['a comment says nothing', 'a<!-- b -->c', 'ac'],
  ])('%s', (_rule, html, text) => {
    expect(formattedText(html)).toEqual({ text, entities: [] });
  });

  test.each([
    [
      'a quote has no empty line around it: Telegram sets it apart',
      '<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p><p>e</p>',
      'a\nb\n\nc\nd\n\ne',
    ],
    ['neither has a block of code', '<p>a</p><pre>b\n\nc\n\n</pre><ul><li>d</li></ul>', 'a\nb\n\nc\n• d'],
    ['an empty line that is asked for beside a quote stays', 'a<br><br><blockquote>b</blockquote><br>c', 'a\n\nb\n\nc'],
  ])('%s', (_rule, html, text) => {
    expect(formattedText(html).text).toBe(text);
  });

  test.each([
    ['every reserved character of MarkdownV2', '_ * [ ] ( ) ~ ` &gt; # + - = | { } . ! \\', '_ * [ ] ( ) ~ ` > # + - = | { } . ! \\'],
    ['an element that is not closed, and a bare ampersand', '<b>&', '&'],
    ['an address in angle brackets', 'Anna <anna@shop.test>, <a@b>', 'Anna <anna@shop.test>, <a@b>'],
    ['what is smaller', '1 < 2 <3', '1 < 2 <3'],
  ])('fail:G13 %s', (_what, html, text) => {
    expect(formattedText(html).text).toBe(text);
  });

  test('offsets count UTF-16 units', () => {
    expect(formattedText('👍🏽 <b>да</b>')).toEqual({ text: '👍🏽 да', entities: [{ type: 'bold', offset: 5, length: 2 }] });
  });

  test('fail:G13 whatever it is given, entities lie within the text, cover words, and never cross each other', () => {
    const tag = fc.constantFrom(
      '<b>',
      '</b>',
      '<i>',
      '</i>',
      '<code>',
      '</code>',
      '<pre>',
      '</pre>',
      '<blockquote>',
      '</blockquote>',
      '<p>',
      '</p>',
      '<ul>',
      '<li>',
      '</ul>',
      '<br>',
      '<a href="https://x.test">',
      '</a>',
      '<s>',
      '</s>',
      '<',
      '>',
      '&',
      '\0',
      '\ud83d',
    );
    const html = fc
      .array(fc.oneof(tag, fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom(' ', '\n', 'a')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(html, (given) => {
        const { text, entities } = formattedText(given);
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
        for (const { offset, length } of entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
        }
        for (const a of entities) for (const b of entities) expect(crosses(a, b)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('line ends without end in code are read once', async () => {
    const html = `<pre>a${'\n'.repeat(100_000)}b</pre>`;
    expect(formattedText(html).text).toBe(`a${'\n'.repeat(100_000)}b`);
    expect(await cpuCost(() => formattedText(html), 2_000)).toBeLessThan(2_000);
  });

  test('a quote that begins in bold text and goes on in code cuts the bold text at its edges (`fail:G13`)', () => {
    const { text, entities } = formattedText('<b>a<blockquote>b<code>c</code>d</blockquote>e</b>');
    expect(text).toBe('a\nbcd\ne');
    const stretches = entities.map(({ type, offset, length }) => `${type} ${JSON.stringify(text.slice(offset, offset + length))}`);
    expect(stretches).toEqual(['bold "a"', 'blockquote "bcd"', 'bold "b"', 'code "c"', 'bold "d"', 'bold "e"']);
  });

  test('a large answer is read in a moment; one that is 500 elements deep is refused', () => {
    const { entities } = formattedText('<p><b>x</b> <a href="https://x.test">y</a></p>'.repeat(50_000));
    expect(entities).toHaveLength(100_000);
    expect(() => formattedText('<b><ul><li>'.repeat(50_000))).toThrow(expect.objectContaining({ code: 'html-too-deep' }));
  });
});

function crosses(a: { offset: number; length: number }, b: { offset: number; length: number }): boolean {
  return a.offset < b.offset && b.offset < a.offset + a.length && a.offset + a.length < b.offset + b.length;
}
