import type { OfficeHours } from '@app/contracts';
import type { Office } from '../office-hours.js';
import { TELEGRAM_TEXT_LIMIT } from '../reply-parts.js';
import { botCommands, closedText, greetingText, helpText, newRequestText, statusText, type StatusTicket } from './bot-texts.js';

const day = [['09:00', '18:00']];
const hours: OfficeHours = { timeZone: null, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, closed: [] };
const office: Office = { hours, timeZone: 'Europe/Moscow' };
/** A Friday, 12:00 and 20:00 in Moscow. */
const NOON = new Date('2026-01-09T09:00:00Z');
const EVENING = new Date('2026-01-09T17:00:00Z');

function aTicket(one: Partial<StatusTicket> = {}): StatusTicket {
  return {
    number: 1042,
    subject: 'Где мой счёт?',
    state: 'new',
    isUnanswered: true,
    since: new Date(NOON.getTime() - 60_000),
    office,
    expectedMinutes: 95,
    ...one,
  };
}

describe('what a bot says to who pressed Start', () => {
  const about = { organisation: 'Тёплый хлеб', own: null, isProved: false };

  test('who it is and what one can do', () => {
    expect(greetingText('ru', about)).toBe(`Здравствуйте! Это Тёплый хлеб.
Напишите сюда свой вопрос, ответит человек. Можно прислать фотографии, файлы и голосовые сообщения.

/status - ваши обращения и что с ними
/new - начать новое обращение
/close - закрыть обращение, если вопрос решён
/help - что умеет этот бот`);
  });

  test('an organisation without a name greets without one', () => {
    expect(greetingText('en', { ...about, organisation: ' \u202e ' })).toMatch(/^Hello!\nWrite your question here/);
  });

  test('the organisation’s own words stand as they are', () => {
    expect(greetingText('ru', { ...about, own: 'Привет!\nПишите.' })).toBe('Привет!\nПишите.');
  });

  test.each(['ru', 'en'] as const)('who was recognised is told so, and what to do if it was a mistake (%s)', (language) => {
    const text = greetingText(language, { ...about, own: 'Hi', isProved: true });
    expect(text).toMatch(/^Hi\n\n.*(Если ссылка была не ваша|If the link was not yours)/);
  });
});

test.each(['ru', 'en'] as const)('help names every command (%s)', (language) => {
  const commands = botCommands(language);
  expect(commands.map(({ command }) => command)).toEqual(['status', 'new', 'close', 'help']);
  for (const { command, description } of commands) expect(helpText(language)).toContain(`\n/${command} - ${description}`);
});

describe('need:S7 what becomes of requests', () => {
  test.each<[string, Partial<StatusTicket>, string, string]>([
    [
      'a new one, with the usual time',
      {},
      '№ 1042 «Где мой счёт?»: получено, ждёт ответа.\nОбычно мы отвечаем в течение 2 часов.',
      'We usually answer within 2 hours.',
    ],
    [
      'one that somebody has',
      { state: 'open' },
      'мы им занимаемся.\nОбычно мы отвечаем в течение 2 часов.',
      'working on it.\nWe usually answer within 2 hours.',
    ],
    ['an answered one promises no first answer', { state: 'open', isUnanswered: false }, 'мы им занимаемся.', 'working on it.'],
    ['the customer’s turn', { state: 'pending', isUnanswered: false }, 'мы ответили и ждём вас.', 'answered and wait for you.'],
    ['on hold', { state: 'on_hold', isUnanswered: false }, 'ждём ответа от другой стороны.', 'wait for somebody else.'],
    ['a solved one', { state: 'solved' }, 'решено.', 'solved.'],
    ['a closed one', { state: 'closed' }, 'закрыто.', 'closed.'],
    ['without history nothing is promised', { expectedMinutes: null }, 'ждёт ответа.', 'for an answer.'],
    ['who has waited for longer is promised nothing', { since: new Date(NOON.getTime() - 96 * 60_000) }, 'ждёт ответа.', 'for an answer.'],
    ['without a subject', { subject: ' ', state: 'solved' }, '№ 1042: решено.', '#1042: solved.'],
  ])('%s', (_, one, ru, en) => {
    expect(statusText('ru', [aTicket(one)], NOON).slice(-ru.length)).toBe(ru);
    expect(statusText('en', [aTicket(one)], NOON).slice(-en.length)).toBe(en);
  });

  test('when nobody is there: when somebody is again', () => {
    expect(statusText('en', [aTicket()], EVENING)).toBe(
      '#1042 “Где мой счёт?”: received, waits for an answer.\nWe are closed now. We will answer when we are back: on Monday, 12 January, at 09:00 (UTC+3).',
    );
  });

  test('nothing open is said', () => {
    expect(statusText('ru', [], NOON)).toBe('Открытых обращений нет. Напишите сюда, и мы ответим.');
  });

  test('threat:E1 a subject brings no line and no mark along', () => {
    expect(statusText('ru', [aTicket({ subject: 'a\n/close\u202e b', state: 'solved' })], NOON)).toBe('№ 1042 «a /close b»: решено.');
  });

  test('however many there are and whatever they are called, it fits one message', () => {
    const all = Array.from({ length: 250 }, (_, n) => aTicket({ number: 1_000_000 + n, subject: '👩‍👩‍👧‍👦'.repeat(500) }));
    for (const language of ['ru', 'en'] as const) {
      const text = statusText(language, all, EVENING);
      expect(text.length).toBeLessThanOrEqual(TELEGRAM_TEXT_LIMIT);
      expect(text).toContain('240');
    }
  });
});

describe('a new request', () => {
  test.each([
    [null, 'Следующее ваше сообщение начнёт новое обращение.', 'Your next message begins a new request.'],
    ['stays', '№ 7 остаётся у нас', '#7 stays with us'],
    ['solved', '№ 7 закрыто', '#7 is closed'],
  ] as const)('the former one: %s', (becomes, ru, en) => {
    const former = becomes && { number: 7, becomes };
    expect(newRequestText('ru', former)).toContain(ru);
    expect(newRequestText('en', former)).toContain(en);
    expect(newRequestText('ru', former)).toContain('Следующее ваше сообщение');
  });

  test('is begun by whose the present one is', () => {
    expect(newRequestText('en', { number: 7, becomes: 'not-yours' })).toBe(
      'Request #7 was begun by somebody else, who alone can close it here.',
    );
  });
});

test.each([
  [null, 'Закрывать нечего', 'There is nothing to close'],
  [{ number: 7, isYours: true }, 'Обращение № 7 закрыто', 'Request #7 is closed'],
  [{ number: 7, isYours: false }, 'Обращение № 7 начали не вы', 'begun by somebody else'],
] as const)('closing %j', (ticket, ru, en) => {
  expect(closedText('ru', ticket)).toContain(ru);
  expect(closedText('en', ticket)).toContain(en);
});
