import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';
import { markQuotes } from './mark-quotes.js';
import { splitMail } from './split-mail.js';

const GMAIL =
  '<div dir="ltr">Yes, <b>two</b>.</div><div class="gmail_quote"><div class="gmail_attr">On Mon, Jan 5, 2026 at 10:12 AM Anna &lt;anna@shop.test&gt; wrote:</div><blockquote class="gmail_quote">How many?</blockquote></div>';

describe('quoted parts are marked, and stay (fail:P11)', () => {
  test('the sanitizer leaves the marks, once around the whole quote', () => {
    const html = sanitizeMailHtml(markQuotes(GMAIL));
    expect(html.match(/data-quoted/g)).toHaveLength(1);
    expect(html).toMatch(/^<div dir="ltr">Yes, <b>two<\/b>\.<\/div><div data-quoted="history">.*How many\?/s);
  });

  test('HTML without quotes is left as it is', () => {
    const html = '<p>Hello <b>there</b></p><ul><li>one<li>two</ul>';
    expect(markQuotes(html)).toBe(html);
  });

  test('nobody hides words from agents by writing the mark', () => {
    expect(markQuotes('<p data-quoted="history">Secret</p><p DATA-QUOTED="signature">words</p>')).not.toMatch(/data-quoted/i);
  });

  test('rows of a table are marked themselves, so that the table stays one', () => {
    const html = markQuotes('<table><tr><td>New</td></tr><tr><td class="gmail_quote">On 5 Jan 2026 Anna wrote: old</td></tr></table>');
    expect(html).toMatch(/<tr data-quoted="history"><td/);
  });

  test('inside a paragraph the mark is no block', () => {
    const html = markQuotes('<p>New<br>-- <br>Anna</p>');
    expect(html).toMatch(/<span data-quoted="signature">/);
  });
});

test('what is nested deeper than any walk goes is left as it is (threat:D3)', () => {
  const html = `${'<body>'.repeat(100_000)}words`;
  expect(markQuotes(html)).toBe(html);
  expect(markQuotes(`<p data-quoted="history">${html}`)).not.toContain('data-quoted');
});

describe('a mail with plain text and HTML', () => {
  const html = sanitizeMailHtml(markQuotes(GMAIL));

  test('is parted by its HTML, in the words of its text', () => {
    const text = 'Yes, *two*.\n\nAnna asked on Monday in words that no program knows\nHow many?';
    expect(splitMail({ text, html, isPlain: true }, '').replyText).toBe('Yes, *two*.');
  });

  test('keeps what its text says alone', () => {
    const text = 'Something else.\n\nOn 5 Jan 2026, at 10:12, Anna wrote:\n> How many?';
    expect(splitMail({ text, html, isPlain: true }, '').replyText).toBe('Something else.');
  });

  test('whose text was made of its HTML is parted by the HTML', () => {
    expect(splitMail({ text: 'Yes, two. How many?', html, isPlain: false }, '').replyText).toBe('Yes, two.');
  });
});
