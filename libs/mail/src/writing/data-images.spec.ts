import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';
import { shownIds, takeDataImages } from './data-images.js';

const ID = '0190a0a0-0000-7000-8000-000000000001';
const GIF = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

describe('pictures that were pasted', () => {
  test('become files, and their place names them', () => {
    const { html, images } = takeDataImages(`<p>See <img alt="x" src='${GIF}'></p>`, () => ID);
    expect(images).toEqual([{ id: ID, contentType: 'image/gif', content: Buffer.from('R0lGODlhAQABAAAAACw=', 'base64') }]);
    expect(shownIds(sanitizeMailHtml(html))).toEqual([ID]);
  });

  test.each(['data:image/svg+xml;base64,PHN2Zz4=', 'data:text/html;base64,PGI+', 'data:image/png;base64,', 'javascript:alert(1)'])(
    '%s is no picture, and nothing of it is left',
    (src) => {
      const { html, images } = takeDataImages(`<p>a<img src="${src}">b</p>`, () => ID);
      expect(images).toEqual([]);
      expect(sanitizeMailHtml(html)).not.toMatch(/svg|base64|javascript/);
    },
  );
});

describe('files that HTML shows', () => {
  test('are named by their ids, each once; what else stands there names none of ours', () => {
    const html = `<img src="cid:${ID}"><img src="cid:${ID.toUpperCase()}"><img src="cid:image001.png@01DB"><p>cid:${ID.replace('1', '2')}</p>`;
    expect(shownIds(sanitizeMailHtml(html))).toEqual([ID]);
  });
});
