import { parseMail } from '../parse-mail.js';
import type { ParsedMail } from '../parsed-mail.js';
import { splitReply } from '../reply/split-reply.js';
import { composeMail } from './compose-mail.js';
import { htmlOfQuotes, quoteHistory, type QuotedMessage } from './quoted-history.js';

const MOSCOW = { language: 'ru', timeZone: 'Europe/Moscow' } as const;
const LONDON = { language: 'en', timeZone: 'Europe/London' } as const;

function aMessage(change: Partial<QuotedMessage> = {}): QuotedMessage {
  return { author: { name: 'Иван', address: 'ivan@example.test' }, at: new Date('2026-01-05T07:12:00Z'), text: 'Где мой счёт?', ...change };
}

async function read(raw: Buffer): Promise<ParsedMail> {
  const mail = await parseMail(raw);
  if (mail.problem !== null) throw new Error(mail.problem);
  return mail;
}

const NAMES = [
  'Иван',
  'Ivan Petrov',
  '',
  'ООО «Ромашка», отдел закупок',
  'Anna (Shop)',
  'wrote: On 5 Jan',
  'a@b.test',
  'Dr. Jean-Luc d’Arc von und zu der Heide und noch viel mehr Namen die keiner kennt',
  '> quoted <',
  'Name\r\nBcc: x@y.test',
  '株式会社',
  'пишет',
];

describe('quoteHistory', () => {
  test('says whose each message is and when it was, in the language of the inbox and the time of the house', () => {
    const messages = [
      aMessage(),
      aMessage({ author: { name: 'Анна (Тёплый хлеб)', address: 'support@shop.test' }, text: 'Здравствуйте!\n\nСчёт ниже.' }),
    ];
    expect(quoteHistory(messages, MOSCOW)).toBe(
      [
        '5 января 2026 г. в 10:12, Иван <ivan@example.test> пишет:',
        '> Где мой счёт?',
        '',
        '5 января 2026 г. в 10:12, Анна Тёплый хлеб <support@shop.test> пишет:',
        '> Здравствуйте!',
        '>',
        '> Счёт ниже.',
      ].join('\n'),
    );
    expect(quoteHistory([aMessage({ text: 'Hi' })], LONDON)).toBe('On 5 January 2026 at 07:12, Иван <ivan@example.test> wrote:\n> Hi');
  });

  test('what a message quoted itself is quoted once more', () => {
    expect(
      quoteHistory([aMessage({ text: 'a\n> b\n>> c' })], LONDON)
        ?.split('\n')
        .slice(1),
    ).toEqual(['> a', '>> b', '>>> c']);
  });

  test('nothing was said before: nothing is repeated', () => {
    expect(quoteHistory([], LONDON)).toBeNull();
  });

  test('of many messages the ten newest are repeated, of long ones what 50 kB hold', () => {
    const many = Array.from({ length: 30 }, (_, n) => aMessage({ text: `message ${n}` }));
    expect(quoteHistory(many, LONDON)?.match(/message \d+/g)).toEqual(Array.from({ length: 10 }, (_, n) => `message ${n}`));
    const long = [aMessage({ text: 'x'.repeat(30_000) }), aMessage({ text: 'z'.repeat(30_000) })];
    expect(quoteHistory(long, LONDON)?.includes('z')).toBe(false);
    for (const text of ['я'.repeat(200_000), 'line\n'.repeat(100_000), '>\n'.repeat(100_000)]) {
      const quotes = quoteHistory([aMessage({ text })], LONDON) ?? '';
      expect(Buffer.byteLength(quotes)).toBeLessThanOrEqual(50_000);
      expect(Buffer.byteLength(quotes)).toBeGreaterThan(10_000);
      expect(quotes.endsWith('> …')).toBe(true);
    }
  });

  describe.each([MOSCOW, LONDON])('in $language', (manner) => {
    test.each(NAMES)('our own splitter knows it again, whoever is quoted: %j', (name) => {
      const quotes = quoteHistory(
        [aMessage({ author: { name, address: 'ivan@example.test' } }), aMessage({ text: 'first\n\nsecond' })],
        manner,
      );
      expect(splitReply(`Thank you!\n\n${quotes}`)).toEqual({ replyText: 'Thank you!', quoted: quotes, signature: null });
    });

    test('the customer’s answer to such a mail has only its own words, whichever way it quotes ours', async () => {
      const ours = `Here it is.\n\n-- \nAnna\nWarm Bread\n\n${quoteHistory([aMessage(), aMessage({ text: 'a\n\nb' })], manner)}`;
      const introduction = 'On Tue, Jan 6, 2026 at 9:00 AM Anna (Warm Bread) <support@shop.test> wrote:';
      const quoted = ours.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()));
      expect(splitReply(`Thank you!\n\n${introduction}\n${quoted.join('\n')}`).replyText).toBe('Thank you!');
      const outlook = `From: Anna (Warm Bread) <support@shop.test>\nSent: Tuesday, January 6, 2026 9:00 AM\nTo: Ivan <ivan@example.test>\nSubject: Re: Bill`;
      expect(splitReply(`Thank you!\n\n${outlook}\n\n${ours}`).replyText).toBe('Thank you!');
    });

    test('a whole mail is told apart again: answer, signature, quotes; in its plain text and in its HTML', async () => {
      const quoted = quoteHistory([aMessage({ text: 'One <b>more</b>\n\nquestion & another' }), aMessage()], manner);
      const signature = 'Анна\nТёплый хлеб\n+7 000 000-00-00';
      const raw = await composeMail({
        from: { address: 'support@shop.test', name: 'Анна' },
        to: [{ address: 'ivan@example.test', name: '' }],
        cc: [],
        subject: 'Re: Счёт',
        token: 'a'.repeat(26),
        inReplyTo: null,
        references: [],
        text: 'Добрый день!\n\nСчёт оплачен.',
        html: '<p>Добрый день!</p><p>Счёт <b>оплачен</b>.</p>',
        signature,
        quoted,
        attachments: [],
        date: new Date(0),
        automatic: null,
      });
      const mail = await read(raw);
      expect(mail).toMatchObject({ replyText: 'Добрый день!\n\nСчёт оплачен.', signature, quoted });
      expect(mail.html).toContain('One &lt;b&gt;more&lt;/b&gt;');
      const htmlOnly = await read(
        Buffer.from(`From: a@b.test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Mine</p>${htmlOfQuotes(quoted ?? '')}`),
      );
      expect(htmlOnly.replyText).toBe('Mine');
    });
  });
});
