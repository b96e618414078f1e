import { sanitizeMailHtml } from '@app/mail';
import { fc } from '@app/fuzz';
import { entitiesToHtml, type ReceivedEntity } from './entities-to-html.js';

const entity = (type: string, offset: number, length: number, url?: string): ReceivedEntity => ({
  type,
  offset,
  length,
  ...(url === undefined ? {} : { url }),
});
const LINK = 'rel="noopener noreferrer nofollow" target="_blank"';

describe('text with entities as HTML', () => {
  test.each<[string, string, ReceivedEntity[], string | null]>([
    ['no entities: none', 'hello', [], null],
    ['bold', 'a bold b', [entity('bold', 2, 4)], 'a <b>bold</b> b'],
    [
      'each look has its element',
      'b i u s c',
      [entity('bold', 0, 1), entity('italic', 2, 1), entity('underline', 4, 1), entity('strikethrough', 6, 1), entity('code', 8, 1)],
      '<b>b</b> <i>i</i> <u>u</u> <s>s</s> <code>c</code>',
    ],
    ['nested', 'abc', [entity('bold', 0, 3), entity('italic', 1, 1)], '<b>a<i>b</i>c</b>'],
    ['overlapping ones are cut where they cross', 'abc', [entity('italic', 0, 2), entity('bold', 1, 2)], '<i>a</i><b><i>b</i>c</b>'],
    ['offsets count UTF-16 units', '😀 bold', [entity('bold', 3, 4)], '😀 <b>bold</b>'],
    ['a seam inside a character takes it in whole', 'a😀b', [entity('bold', 2, 1)], 'a<b>😀</b>b'],
    ['a seam inside a line end takes it in whole', 'a\r\nb', [entity('bold', 0, 2)], '<b>a<br /></b>b'],
    ['out of range on both sides', 'abc', [entity('bold', -5, 100)], '<b>abc</b>'],
    ['wholly out of range: none', 'abc', [entity('bold', 3, 4), entity('italic', 9, 1), entity('code', 0, -1)], null],
    ['a block takes the line end after it', 'a\nquote\nb', [entity('blockquote', 2, 5)], 'a<br /><blockquote>quote<br /></blockquote>b'],
    ['a collapsed quote is a quote', 'q', [entity('expandable_blockquote', 0, 1)], '<blockquote>q</blockquote>'],
    ['code of several lines', 'x\n y', [entity('pre', 0, 4)], '<pre>x<br /> y</pre>'],
    ['text is never markup', '<b>&"', [entity('bold', 0, 5)], '<b>&lt;b&gt;&amp;"</b>'],
    ['a link', 'here', [entity('text_link', 0, 4, 'https://a.test/?b=1&c="')], null],
    [
      'a link with an ampersand',
      'here',
      [entity('text_link', 0, 4, 'https://a.test/?b=1&c=2')],
      `<a href="https://a.test/?b=1&amp;c=2" ${LINK}>here</a>`,
    ],
    ['an address as people write it', 'see a.test', [entity('url', 4, 6)], `see <a href="https://a.test" ${LINK}>a.test</a>`],
    ['an e-mail address', 'anna@a.test', [entity('email', 0, 11)], `<a href="mailto:anna@a.test" ${LINK}>anna@a.test</a>`],
    ['threat:B12 a link that runs leads nowhere', 'here', [entity('text_link', 0, 4, 'javascript:alert(1)')], null],
    ['threat:B12 a link into Telegram leads nowhere', 'here', [entity('text_link', 0, 4, 'tg://user?id=1')], null],
    ['mentions and spoilers are plain text', '@anna ab', [entity('mention', 0, 5), entity('spoiler', 6, 2)], null],
    ['blanks at both ends go', ' a \n', [entity('bold', 0, 4)], '<b>a</b>'],
  ])('%s', (_rule, text, entities, html) => {
    expect(entitiesToHtml(text, entities)).toBe(html);
  });

  const TYPES =
    'bold italic underline strikethrough code pre blockquote expandable_blockquote text_link url email spoiler mention custom_emoji x';
  const anyEntity = fc.record({
    type: fc.constantFrom(...TYPES.split(' ')),
    offset: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.integer()),
    length: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.integer()),
    url: fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom(
        'javascript:x',
        ' JAVASCRIPT:x',
        'java\nscript:x',
        'data:text/html,x',
        'tg://user?id=1',
        'mailto:a@b.test',
        '//x',
        '/x',
        'http://[',
      ),
    ),
  });
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '<', '>', '&', '"', '\0', '😀', '\ud83d', '\ude00', '&lt;', '</b>'),
      maxLength: 30,
    }),
  );

  test('threat:B1 threat:B12 whatever they are: balanced, links of three schemes, and the text is the text', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyEntity, { maxLength: 8 }), (text, entities) => {
        const html = entitiesToHtml(text, entities);
        if (html === null) return;
        expect(sanitizeMailHtml(html)).toBe(html);
        expect(unbalanced(html)).toEqual([]);
        for (const [, scheme] of html.matchAll(/href="([^"]*)"/g)) expect(scheme).toMatch(/^(https?:|mailto:)/i);
        expect(textOf(html)).toBe(text.toWellFormed().replaceAll('\0', '\ufffd').replaceAll(/\r\n?/g, '\n').trim());
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Elements that are closed without being open, or never. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const [, end, tag = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (tag === 'br') continue;
    if (end === '') open.push(tag);
    else if (open.pop() !== tag) return [`</${tag}>`];
  }
  return open;
}

function textOf(html: string): string {
  return html
    .replaceAll('<br />', '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
