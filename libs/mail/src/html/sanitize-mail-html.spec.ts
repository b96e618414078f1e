import { ATTACKER, HTML_ATTACKS } from '@app/testing';
import { fc } from '@app/fuzz';
import { isNestedTooDeep } from './html-nesting.js';
import { remoteImages, unharmful } from './harmless.fixture.js';
import { sanitizeMailHtml } from './sanitize-mail-html.js';

describe('threat:B1 fail:P14 the pack of attacks', () => {
  test('it has more than a hundred', () => {
    expect(HTML_ATTACKS.length).toBeGreaterThan(150);
    expect(new Set(HTML_ATTACKS.map(([name]) => name)).size).toBe(HTML_ATTACKS.length);
  });

  test.each(HTML_ATTACKS)('%s: nothing of it but harmless elements is left', (_name, html) => {
    const safe = sanitizeMailHtml(html);
    expect(unharmful(safe)).toEqual([]);
    expect(
      remoteImages(safe).filter(
        (address) => !address.startsWith(`http://${ATTACKER}/i.png`) && !address.startsWith(`https://${ATTACKER}/i.png`),
      ),
    ).toEqual([]);
  });

  test.each(HTML_ATTACKS)('%s: the words beside it stay', (_name, html) => {
    if (isNestedTooDeep(html)) return;
    expect(sanitizeMailHtml(html)).toContain('Words');
  });

  test.each(HTML_ATTACKS)('threat:B3 %s: what came out goes in again and does not change', (_name, html) => {
    const safe = sanitizeMailHtml(html);
    expect(sanitizeMailHtml(safe)).toBe(safe);
  });
});

describe('threat:B3 fragments put together by chance', () => {
  const piece = fc.constantFrom(
    ...HTML_ATTACKS.map(([, html]) => html).filter((html) => html.length < 400),
    ...'< > " \' & = / <!-- --> <p> </p> <b <table> <td </td> <svg> <math> <style> </style> <img src= <a href=" &quot; &lt; \0 ` ]]>'.split(
      ' ',
    ),
  );
  const fragment = fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 12 }).map((parts) => parts.join(''));

  test('harmless, and the same the second time', () => {
    fc.assert(
      fc.property(fragment, (html) => {
        const safe = sanitizeMailHtml(html);
        expect(unharmful(safe)).toEqual([]);
        expect(sanitizeMailHtml(safe)).toBe(safe);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('threat:B3 an element that is left out hides nothing from the next parser', () => {
  test.each([
    ['a block in a paragraph', '<p><x-y>a<div>b</div></p>', '<p>a</p><div>b</div><p></p>'],
    ['a link in a link', '<a><x-y>a<a>b</a></a>', '<a>a</a><a>b</a>'],
    ['an item in an item', '<ul><li><x-y>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['a heading in a heading', '<h1><x-y>a<h2>b</h2></h1>', '<h1>a</h1><h2>b</h2>'],
  ])('%s', (_what, html, kept) => {
    expect(sanitizeMailHtml(html)).toBe(kept);
    expect(sanitizeMailHtml(kept)).toBe(kept);
  });
});

describe('what people write stays', () => {
  test.each([
    ['formatting', '<p>Hello <b>Ivan</b>, <i>see</i> <u>this</u></p>'],
    ['lists', '<ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol>'],
    ['quotes and code', '<blockquote>before</blockquote><pre>a  b</pre>'],
    [
      'a table with its colours',
      '<table border="1" cellpadding="4"><tr bgcolor="#eeeeee"><td colspan="2" align="right" valign="top">1</td></tr></table>',
    ],
    ['right to left', '<p dir="rtl" lang="ar">مرحبا</p>'],
    ['what was marked as quoted', '<div data-quoted="gmail"><p>before</p></div>'],
  ])('%s', (_what, html) => {
    expect(sanitizeMailHtml(html)).toBe(html);
  });

  test('blocks that are not kept are blocks all the same', () => {
    expect(sanitizeMailHtml('<section>one</section><article>two</article>')).toBe('<div>one</div><div>two</div>');
  });

  test('the look of words is kept apart from what styles can do else', () => {
    expect(sanitizeMailHtml('<p style="COLOR: #C00; position: fixed; padding:4px 8px; background: #fff url(x)">a</p>')).toBe(
      '<p data-style="color:#c00;padding:4px 8px">a</p>',
    );
  });

  test('black ink is left to the reader, who may have dark paper', () => {
    expect(sanitizeMailHtml('<span style="color:black">a</span><span style="color:windowtext">b</span>')).toBe(
      '<span>a</span><span>b</span>',
    );
  });

  test('threat:B10 what its author shows to nobody is not shown to the agent either', () => {
    const html = '<div style="display:none">preheader <b>x</b></div><p hidden>y</p><span style="opacity: 0">z</span><p>Words</p>';
    expect(sanitizeMailHtml(html)).toBe('<p>Words</p>');
    expect(sanitizeMailHtml('<div style="max-height:0px;overflow:hidden">preheader</div>')).toBe('');
  });

  test('what is hidden from Outlook alone, as buttons are that it cannot draw, is shown', () => {
    expect(sanitizeMailHtml('<span style="mso-hide:all">Pay</span>')).toBe('<span>Pay</span>');
  });
});

describe('threat:B12 links', () => {
  test.each([
    ['https://example.test/a?b=c&d=e#f', 'https://example.test/a?b=c&amp;d=e#f'],
    ['http://пример.рф/путь', 'http://пример.рф/путь'],
    ['mailto:ivan@example.test?subject=a b', 'mailto:ivan@example.test?subject=a%20b'],
    ['tel:+49301234', 'tel:+49301234'],
    ['www.example.test/a', 'https://www.example.test/a'],
    [' https://example.test/a\nb ', 'https://example.test/ab'],
  ])('%s leads there', (href, kept) => {
    expect(sanitizeMailHtml(`<a href="${href}">a</a>`)).toBe(`<a href="${kept}" rel="noopener noreferrer nofollow" target="_blank">a</a>`);
  });

  test.each([
    'javascript:x',
    'ftp://x.test',
    '/settings',
    '#a',
    '//x.test/a',
    'data:text/html,x',
    'https://',
    'sms:1',
    `https://x.test/${'a'.repeat(9_000)}`,
    'http://[',
  ])('%s leads nowhere', (href) => {
    expect(sanitizeMailHtml(`<a href="${href}">a</a>`)).toBe('<a>a</a>');
  });
});

describe('images', () => {
  test.each([
    ['of the mail', '<img src="cid:a@b" alt="A" width="10">', '<img src="cid:a@b" alt="A" width="10" />'],
    ['of the mail by name', '<img src="image001.png">', '<img data-name="image001.png" />'],
    ['inside the HTML', '<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA" />'],
    ['of elsewhere', '<img src="https://x.test/a.png?b&c">', '<img data-remote-src="https://x.test/a.png?b&amp;c" />'],
    ['of elsewhere, any scheme', '<img src="//x.test/a.png">', '<img data-remote-src="https://x.test/a.png" />'],
    [
      'of elsewhere, with a size in the style',
      '<img src="https://x.test/a.png" style="width:600px; height:auto">',
      '<img data-remote-src="https://x.test/a.png" width="600" />',
    ],
  ])('%s', (_where, html, kept) => {
    expect(sanitizeMailHtml(html)).toBe(kept);
  });

  test.each([
    '<img src="https://t.test/o.gif" width="1" height="1">',
    '<img src="https://t.test/o.gif" width=0 height=0 alt="x">',
    '<img src="https://t.test/o.gif" style="height:1px;width:1px">',
    '<img src="https://t.test/o.gif" style="max-height:1px; max-width:1px">',
    '<img src="https://t.test/o.gif" hidden>',
    '<img src="https://t.test/o.gif" style="visibility: hidden">',
  ])('threat:B11 %s is a tracker: counted, and its address kept nowhere', (html) => {
    expect(sanitizeMailHtml(html)).toBe('<img data-tracker="1" />');
  });

  test('a thin line is a picture', () => {
    expect(sanitizeMailHtml('<img src="https://x.test/l.gif" width="600" height="1">')).toContain('data-remote-src');
  });
});
