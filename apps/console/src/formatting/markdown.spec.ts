import { htmlOf } from './markdown.js';

test.each([
  ['bold', '**a**', '<p><b>a</b></p>'],
  ['italic', '__a__', '<p><i>a</i></p>'],
  ['underlined', '++a++', '<p><u>a</u></p>'],
  ['struck out', '~~a~~', '<p><s>a</s></p>'],
  ['code', '`a<b`', '<p><code>a&lt;b</code></p>'],
  ['a block of code', '```\na\n\nb\n```', '<pre><code>a\n\nb\n</code></pre>'],
  ['a link', '[a](https://a.test/?b=1&c)', '<p><a href="https://a.test/?b=1&amp;c">a</a></p>'],
  ['a quote', '> a\n> b\n\nc', '<blockquote>\n<p>a<br>b</p>\n</blockquote>\n<p>c</p>'],
  ['a quote that ends with its sign', '> a\nb', '<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>'],
  ['one in the other', '**a __b__**', '<p><b>a <i>b</i></b></p>'],
  ['lines stay lines', 'a **b**\nc', '<p>a <b>b</b><br>c</p>'],
])('%s is read', (_what, text, html) => {
  expect(htmlOf(text)).toBe(html);
});

test.each([
  '2 * 3 * 4 = 24, 2*3*4',
  'snake_case_name and _once_',
  '# 5\n1. one\n- two\n* three',
  '<b>a</b> &amp; c',
  'a ** b ** c',
  '[x](javascript:alert(1))',
  '![x](https://a.test/x.png',
  'C:\\folder\\*',
])('%s stays as it was written', (text) => {
  expect(htmlOf(text)).toBeNull();
});

test('HTML beside a mark stays words', () => {
  expect(htmlOf('**a** <img src=x onerror=alert(1)>')).toBe('<p><b>a</b> &lt;img src=x onerror=alert(1)&gt;</p>');
});
