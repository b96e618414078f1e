import { placeImages, shownFiles } from './placed-images.js';
import { sanitizeMailHtml } from './sanitize-mail-html.js';

const file = (filename: string, contentId: string | null = null) => ({ filename, contentId });
const placed = (html: string, ...files: ReturnType<typeof file>[]) =>
  placeImages(
    sanitizeMailHtml(html),
    files,
    files.map((_, place) => `id-${place}`),
  );

describe('fail:P15 an image finds its file', () => {
  test.each([
    ['by Content-ID', '<img src="cid:logo@x.test">', file('a.png', 'logo@x.test')],
    ['in another case', '<img src="CID:Logo@X.test">', file('a.png', 'logo@x.test')],
    ['percent-encoded', '<img src="cid:logo%40x.test">', file('a.png', 'logo@x.test')],
    ['in angle brackets', '<img src="cid:&lt;logo@x.test&gt;">', file('a.png', 'logo@x.test')],
    ['with signs that HTML escapes', '<img src="cid:a&amp;b">', file('a.png', 'a&b')],
    ['Outlook: by the name before the @, its id gone on the way', '<img src="cid:image001.png@01DB5F2A.8C1E7B40">', file('image001.png')],
    ['by its name', '<img src="image001.png">', file('image001.png')],
    ['by its name in a folder', '<img src="mail_files/image001.png">', file('image001.png')],
    ['by a name that is not Latin', '<img src="%D1%81%D1%87%D1%91%D1%82.png">', file('счёт.png')],
    ['by a Content-ID without cid:', '<img src="logo@x.test">', file('a.png', 'logo@x.test')],
  ])('%s', (_how, html, of) => {
    expect(placed(html, file('other.pdf', 'other'), of)).toBe('<img data-attachment="id-1" />');
    expect([...shownFiles(sanitizeMailHtml(html), [file('other.pdf', 'other'), of])]).toEqual([1]);
  });

  test('each its own, the same one twice, words and size kept', () => {
    const html = '<p><img src="cid:a" alt="A" width="9"><img src="cid:b"><img src="cid:a"></p>';
    expect(placed(html, file('a.png', 'a'), file('b.png', 'b'))).toBe(
      '<p><img data-attachment="id-0" alt="A" width="9" /><img data-attachment="id-1" /><img data-attachment="id-0" /></p>',
    );
  });

  test('one whose file is not there keeps its words, and takes no other', () => {
    expect(placed('<img src="cid:gone" alt="Logo">', file('a.png', 'a'))).toBe('<img src="cid:gone" alt="Logo" />');
  });

  test('an address of elsewhere names no file, whatever it is called', () => {
    expect(placed('<img src="https://x.test/image001.png">', file('image001.png'))).toContain('data-remote-src');
  });

  test('threat:B3 words that look like an image are left alone', () => {
    const html =
      '<p>&lt;img src="cid:a"&gt; <a href="https://x.test/?&lt;img src=&quot;cid:a&quot;">a</a></p><img src="cid:x" alt="<img src=&quot;cid:a&quot;">';
    expect(placed(html, file('a.png', 'a'))).not.toContain('data-attachment');
  });

  test('names that objects have of themselves are names of files', () => {
    expect(placed('<img src="cid:constructor"><img src="__proto__">', file('a.png', 'a'))).not.toContain('data-attachment');
  });

  test('a mark that the sender wrote is no mark', () => {
    expect(placed('<img data-attachment="id-0" src="cid:gone">', file('a.png', 'a'))).toBe('<img src="cid:gone" />');
  });
});
