import { type AwayMailFacts, writeAwayMail } from './write-away-mail.js';

const AT = new Date('2026-11-23T11:05:00Z');

function facts(change: Partial<AwayMailFacts> = {}): AwayMailFacts {
  return {
    organisation: 'Warm Bread',
    ticketNumber: 1042,
    question: 'Where is my order?',
    answers: [{ author: 'Anna', at: AT, text: 'On its way.\nTomorrow.', files: [] }],
    page: 'https://shop.example/cart',
    timeZone: 'Europe/Moscow',
    ...change,
  };
}

describe('writeAwayMail', () => {
  test('says who answered, what was asked, the answer, and how to go on', () => {
    const { subject, text } = writeAwayMail('en', facts());
    expect(subject).toBe('Warm Bread: an answer to your question (No. 1042)');
    expect(text).toBe(`Hello,

Anna (Warm Bread) answered you while you were away from the chat.

You wrote:
> Where is my order?

Anna, 23 November 2026, 14:05 (UTC+3)
On its way.
Tomorrow.

To go on, just reply to this mail, or come back to the chat on our site: https://shop.example/cart

The number of your request is 1042.

Warm Bread

You get this mail because this address was given for answers from the chat on our site.`);
  });

  test('in Russian', () => {
    const { subject, text } = writeAwayMail('ru', facts({ organisation: 'Тёплый хлеб', page: null }));
    expect(subject).toBe('Тёплый хлеб: ответ на ваш вопрос (обращение № 1042)');
    expect(text).toContain('Пока вас не было в чате на сайте, вам ответили: Anna (Тёплый хлеб).');
    expect(text).toContain('Anna, 23 ноября 2026, 14:05 (UTC+3)');
    expect(text).toContain('Чтобы продолжить, просто ответьте на это письмо или вернитесь в чат на сайте.');
  });

  test('several answers in their order, each author named once', () => {
    const answers = ['Anna', 'Boris', 'Anna'].map((author, n) => ({ author, at: AT, text: `answer ${n}`, files: [] }));
    const { text } = writeAwayMail('en', facts({ answers }));
    expect(text).toContain('Anna, Boris (Warm Bread) sent you answers');
    expect([...text.matchAll(/answer \d/g)].map(String)).toEqual(['answer 0', 'answer 1', 'answer 2']);
  });

  test('files are attached, or named where they are too large', () => {
    const files = [
      { filename: 'bill.pdf', isAttached: true },
      { filename: 'film.mp4', isAttached: false },
    ];
    const { text } = writeAwayMail('en', facts({ answers: [{ author: 'Anna', at: AT, text: '', files }] }));
    expect(text).toContain('Files in this mail: bill.pdf');
    expect(text).toContain('They wait for you in the chat: film.mp4');
  });

  test('the HTML says the same, and nobody writes HTML in it (threat:B1)', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const { html } = writeAwayMail(
      'en',
      facts({
        question: evil,
        organisation: evil,
        answers: [{ author: evil, at: AT, text: evil, files: [{ filename: evil, isAttached: true }] }],
      }),
    );
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/<(?!\/?(?:p|blockquote|strong|div|a|br)\b)/);
    expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)?.length).toBeGreaterThanOrEqual(4);
  });

  test('of what the visitor asked a short piece is repeated, and no program makes a link of it (threat:H1)', () => {
    const question = `Buy at https://evil.example/now or evil.example or mail a@evil.example ${'x'.repeat(1_000)}`;
    const { text, html } = writeAwayMail('en', facts({ question, page: null }));
    for (const body of [text, html]) {
      expect(body).not.toMatch(/:\/\/|evil\.example|a@evil/);
      expect(body).not.toContain('x'.repeat(300));
      expect(body.replaceAll('\u2060', '')).toContain('https://evil.example/now');
    }
  });

  test('no value makes a second line of the subject, nor turns the writing around (threat:E1)', () => {
    const { subject, text } = writeAwayMail('en', facts({ organisation: 'Warm\r\nBcc: x@evil.test\u202e Bread' }));
    expect(subject).toBe('Warm Bcc: x@evil.test Bread: an answer to your question (No. 1042)');
    expect(text).not.toMatch(/[\r\u202e]/);
  });

  test('who asked with a file alone is quoted nothing; without an organisation the subject is a sentence', () => {
    const { subject, text } = writeAwayMail('en', facts({ question: '', organisation: '' }));
    expect(subject).toBe('An answer to your question (No. 1042)');
    expect(text).not.toContain('You wrote');
    expect(text).toContain('Anna answered you');
  });
});
