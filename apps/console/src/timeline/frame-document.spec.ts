import { frameDocument } from './frame-document.js';

describe('frameDocument', () => {
  const page = frameDocument('dark', 'n0nce', ['http://files.test']);

  test('its own style carries the nonce of the page', () => {
    expect(page).toContain('<style nonce="n0nce">');
  });

  test('its policy allows pictures of the files alone, and no script, form or base', () => {
    const [, policy = ''] = /content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toBe(
      "default-src 'none'; img-src data: http://files.test; style-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
    );
  });

  test('links open beside the console, not in it', () => {
    expect(page).toContain('<base target="_blank">');
  });

  test('nothing of a message is in it', () => {
    expect(page).toContain('<body></body>');
  });
});
