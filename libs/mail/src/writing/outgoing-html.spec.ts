import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';
import { outgoingHtml } from './outgoing-html.js';

const FILES = new Map([['f1', 'f1@shop.test']]);
const sent = (html: string) => outgoingHtml(sanitizeMailHtml(html), FILES);

describe('outgoingHtml', () => {
  test('looks are style again', () => {
    expect(sent('<p style="color:#ff0000; position:fixed">a &amp; b</p>')).toBe('<p style="color:#ff0000">a &amp; b</p>');
  });

  test('a file that is shown is named by its Content-ID, one that is not there is not named at all', () => {
    expect(outgoingHtml('<p>a<img data-attachment="f1" alt="x"><img data-attachment="f2">b</p>', FILES)).toBe(
      '<p>a<img alt="x" src="cid:f1@shop.test">b</p>',
    );
  });

  test('a picture of the web is fetched from there by the reader; trackers and parts of other mails are gone', () => {
    expect(
      sent('<img src="https://x.test/a.png"><img src="https://x.test/t.gif" width="1" height="1"><img src="cid:other@x"><img src="a.png">'),
    ).toBe('<img src="https://x.test/a.png">');
  });

  test('what was taken out stays out', () => {
    expect(sent('<p>a<script>x</script><img src="javascript:x" onerror="y"></p>')).toBe('<p>a</p>');
  });
});
