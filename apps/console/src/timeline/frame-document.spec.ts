import { frameDocument } from './frame-document.js';

describe('frameDocument', () => {
  test('the message goes in as it is, and nothing of it into the head', () => {
    const html = '<p>Hello <b>Ivan</b></p>';
    const [head, body] = frameDocument(html, false, 'n0nce').split('</head>');
    expect(body).toBe(`<body>${html}</body></html>`);
    expect(head).not.toContain('Ivan');
  });

  test('its own style carries the nonce of the page', () => {
    expect(frameDocument('', true, 'n0nce')).toContain('<style nonce="n0nce">');
  });

  test('links open beside the console, not in it', () => {
    expect(frameDocument('', false, '')).toContain('<base target="_blank">');
  });
});
