import { embedLine, embedModule, sitePolicy } from './embed-code.js';

const SITE = 'https://chat.example';
const INBOX = '8f9d9a52-9f0e-4f4f-8a94-0d5f5a3c2b10';

const chat = { inbox: INBOX, colour: '#c2410c', position: 'right' } as const;

test('the line loads the widget from where Otklik is, for this inbox, without holding up the page; its button has its colour at once', () => {
  expect(embedLine(SITE, chat)).toBe(
    `<script src="https://chat.example/widget.js" data-inbox="${INBOX}" data-colour="#c2410c" async></script>`,
  );
});

test('a side that is not the usual one is told too, a colour that is half typed is not', () => {
  expect(embedLine(SITE, { ...chat, colour: '#c24', position: 'left' })).toBe(
    `<script src="https://chat.example/widget.js" data-inbox="${INBOX}" data-position="left" async></script>`,
  );
});

test('the package is told all of it', () => {
  expect(embedModule(SITE, chat)).toContain(`init({ url: '${SITE}', inbox: '${INBOX}', colour: '#c2410c' });`);
  expect(embedModule(SITE, { ...chat, position: 'left' })).toContain(`colour: '#c2410c', position: 'left' });`);
});

test('a policy names origins: a path would allow that one file only', () => {
  expect(sitePolicy('https://chat.example/otklik/')).toBe('script-src https://chat.example;\nframe-src https://chat.example;');
});
