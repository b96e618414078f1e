import { Acknowledgement, type OfficeHours } from '@app/contracts';
import { inputReason } from '@app/contracts';
import type { Office } from '../office-hours.js';
import { OWN_TEXTS } from './own-texts.js';
import { expectedPhrase, openingPhrase } from './phrases.js';
import { type Acknowledged, writeAcknowledgement } from './write-acknowledgement.js';

const day = [['09:00', '18:00']];
const hours: OfficeHours = { timeZone: null, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, closed: [] };
const office: Office = { hours, timeZone: 'Europe/Moscow' };
/** A Friday, 12:00 and 20:00 in Moscow. */
const NOON = new Date('2026-01-09T09:00:00Z');
const EVENING = new Date('2026-01-09T17:00:00Z');

function about(one: Partial<Acknowledged> = {}): Acknowledged {
  const who = { ticketNumber: 1042, subject: 'Где мой счёт?', contactName: 'Иван', organisation: 'Тёплый хлеб', inbox: 'support' };
  return { ...who, office, expectedMinutes: null, at: NOON, ...one };
}

describe('need:S6 our own text', () => {
  test('by day, with the time within which the team usually answers', () => {
    expect(writeAcknowledgement(OWN_TEXTS.ru, 'ru', about({ expectedMinutes: 95 }))).toEqual({
      subject: 'Re: Где мой счёт?',
      text: `Здравствуйте!

Мы получили ваше письмо. Номер обращения: 1042.
Обычно мы отвечаем в течение 2 часов.

Если хотите что-то добавить, просто ответьте на это письмо.

Тёплый хлеб`,
    });
  });

  test('when nobody is there: when somebody is again, and no promise', () => {
    const { text } = writeAcknowledgement(OWN_TEXTS.en, 'en', about({ expectedMinutes: 95, at: EVENING, organisation: 'Warm Bread' }));
    expect(text).toBe(`Hello,

We have received your message. Its number is 1042.
We are closed now. We will answer when we are back: on Monday, 12 January, at 09:00 (UTC+3).

If you would like to add something, just reply to this mail.

Warm Bread`);
  });

  test('of an organisation that is always open and has no history yet it says neither', () => {
    const { text } = writeAcknowledgement(OWN_TEXTS.ru, 'ru', about({ office: { hours: null, timeZone: 'UTC' } }));
    expect(text).not.toMatch(/отвечаем|откроемся|\{\{/);
  });

  test('what could not be kept before the office closes is not promised', () => {
    const at = new Date('2026-01-09T14:30:00Z');
    expect(writeAcknowledgement(OWN_TEXTS.en, 'en', about({ at, expectedMinutes: 120 })).text).not.toContain('usually');
    expect(writeAcknowledgement(OWN_TEXTS.en, 'en', about({ at, expectedMinutes: 30 })).text).toContain('within 30 minutes');
    // 20 minutes could be kept; but half an hour is what would be said.
    const later = new Date('2026-01-09T14:35:00Z');
    expect(writeAcknowledgement(OWN_TEXTS.en, 'en', about({ at: later, expectedMinutes: 20 })).text).not.toContain('usually');
  });
});

describe("an inbox's own text", () => {
  const said = (text: string, one: Partial<Acknowledged> = {}) => writeAcknowledgement({ subject: null, text }, 'en', about(one)).text;

  test('names what there is to name', () => {
    const text = '#{{ticket.number}} {{ ticket.subject }}, {{contact.name}}: {{organisation.name}} / {{inbox.name}}';
    expect(said(text)).toBe('#1042 Где мой счёт?, Иван: Тёплый хлеб / support');
  });

  test('a line whose variable has nothing to say is left out', () => {
    expect(said('One\n{{expected}} we answer.\n\nBack: {{opening}}\n\nTwo')).toBe('One\n\nTwo');
  });

  test.each([
    ['Hello, {{contact.name}}!', 'Hello!'],
    ['Hello {{contact.name}},', 'Hello,'],
    ['Здравствуйте, {{contact.name}}!', 'Здравствуйте!'],
  ])('a name that is not known takes the comma before it along: %s', (text, greeting) => {
    expect(said(text, { contactName: '' })).toBe(greeting);
  });

  test.each(['Buy now www.pills.example', 'https://pills.example', 'pills.example', 'x@pills.example', 'word '.repeat(20)])(
    'threat:E6 an advertisement is no name: %s',
    (contactName) => {
      expect(said('Hello, {{contact.name}}!', { contactName })).toBe('Hello!');
    },
  );

  test('threat:E1 no value brings a line, a control or a variable along', () => {
    const evil = 'x\r\nBcc: all@example.test\u0000\u2028y\u202e {{ticket.number}}';
    expect(said('Name: {{organisation.name}}.', { organisation: evil })).toBe('Name: x Bcc: all@example.test y {{ticket.number}}.');
    const { subject } = writeAcknowledgement(
      { subject: '[{{ticket.number}}] {{ticket.subject}}', text: 'x' },
      'en',
      about({ subject: evil }),
    );
    expect(subject).toBe('[1042] x Bcc: all@example.test y {{ticket.number}}');
  });

  test('a subject of its own stands as it is, the customer’s is answered once', () => {
    expect(writeAcknowledgement({ subject: 'We have it', text: 'x' }, 'en', about()).subject).toBe('We have it');
    expect(writeAcknowledgement({ subject: null, text: 'x' }, 'en', about({ subject: 'RE: bill' })).subject).toBe('RE: bill');
    expect(writeAcknowledgement({ subject: '{{ticket.subject}}', text: 'x' }, 'en', about({ subject: '' })).subject).toBe('Re:');
  });
});

describe('times in words', () => {
  test.each([
    [1, 'within 15 minutes', 'в течение 15 минут'],
    [16, 'within 30 minutes', 'в течение 30 минут'],
    [31, 'within an hour', 'в течение часа'],
    [61, 'within 2 hours', 'в течение 2 часов'],
    [700, 'within 12 hours', 'в течение 12 часов'],
    [1_000, 'within a day', 'в течение суток'],
    [4_000, 'within 3 days', 'в течение 3 суток'],
    [5_000, null, null],
  ])('%i minutes', (minutes, en, ru) => {
    expect([expectedPhrase(minutes, 'en'), expectedPhrase(minutes, 'ru')]).toEqual([en, ru]);
  });

  test.each([
    ['2026-01-13T06:00:00Z', 'Europe/Moscow', 'во вторник, 13 января, в 09:00 (UTC+3)'],
    ['2026-05-09T06:00:00Z', 'Asia/Kolkata', 'в субботу, 9 мая, в 11:30 (UTC+5:30)'],
    ['2026-05-10T06:00:00Z', 'UTC', 'в воскресенье, 10 мая, в 06:00 (UTC)'],
  ])('%s in %s', (at, zone, phrase) => {
    expect(openingPhrase(new Date(at), zone, 'ru')).toBe(phrase);
  });
});

describe('what is set', () => {
  test('off by default, with our own texts', () => {
    expect(Acknowledgement.parse({})).toEqual({ enabled: false, perHour: 200, texts: { ru: null, en: null } });
  });

  test('our own texts are valid ones', () => {
    expect(Acknowledgement.parse({ texts: OWN_TEXTS }).texts).toEqual(OWN_TEXTS);
  });

  test.each([
    ['Hello {{name}} and {{ticket.id}}', '{{name}}, {{ticket.id}}'],
    ['Hello {{ ticket.number}} {{}}', '{{}}'],
    ['{{constructor}}', '{{constructor}}'],
  ])('a variable that is not known is refused and named: %s', (text, names) => {
    const [issue] = Acknowledgement.safeParse({ texts: { en: { text } } }).error?.issues ?? [];
    expect(issue && inputReason(issue)).toMatchObject({ code: 'input-unknown-variables', params: { names } });
    expect(issue?.path).toEqual(['texts', 'en', 'text']);
  });

  test('a text without any variable is taken', () => {
    expect(Acknowledgement.parse({ texts: { en: { text: 'Thanks!' } } }).texts.en).toEqual({ subject: null, text: 'Thanks!' });
  });
});
