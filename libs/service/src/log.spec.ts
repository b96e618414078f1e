import { cpuCost } from '@app/fuzz';
import { DeskError } from '@app/domain';
import { Log } from './log.js';
import { scrub } from './scrub.js';

function logTo(lines: Record<string, unknown>[]): Log {
  return Log.open({ service: 'router', level: 'debug', to: { write: (line: string) => void lines.push(JSON.parse(line)) } });
}

describe('Log', () => {
  test('one JSON line: level, time, service, constant message, ids', () => {
    const lines: Record<string, unknown>[] = [];
    logTo(lines).child({ team: 't1' }).info('ticket assigned', { ticketId: 'x', position: 12n });
    expect(lines).toEqual([
      { level: 'info', time: expect.any(String), service: 'router', team: 't1', ticketId: 'x', position: '12', msg: 'ticket assigned' },
    ]);
  });

  test('of an error: type, code, message, stack and cause, and nothing a driver hung on it', () => {
    const lines: Record<string, unknown>[] = [];
    const driver = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (address)=(ivan@shop.test) already exists',
      parameters: ['secret body'],
    });
    logTo(lines).error('message not stored', new DeskError('conflict', 'twice', 'stored twice', { cause: driver }));
    const [line] = lines;
    expect(line).toMatchObject({
      err: { type: 'DeskError', code: 'twice', message: 'stored twice', cause: { code: '23505', message: 'duplicate key' } },
    });
    expect(JSON.stringify(line)).not.toMatch(/ivan|secret body/);
  });

  test('what looks like an address or a token never gets into a line', () => {
    const lines: Record<string, unknown>[] = [];
    const log = logTo(lines);
    log.warn('refused', { detail: '550 <ivan@shop.test> unknown' });
    log.error('call failed', new Error('GET https://api.telegram.org/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe'));
    log.child({ url: 'postgres://otklik:hunter2@db/otklik' }).info('opened');
    expect(lines).toHaveLength(3);
    expect(JSON.stringify(lines)).not.toMatch(/ivan|AAHdq|hunter2/);
  });
});

describe('scrub', () => {
  test.each([
    ['mail from Иван <иван@пример.рф> refused', 'mail from Иван <***@***> refused'],
    ['Authorization: Bearer otk_abcDEF123', 'Authorization: Bearer ***'],
    ['/links/hb7Gd3kQ9s?x=1', '/links/***?x=1'],
    ['/files/a?signature=0123456789abcdef', '/files/a?signature=***'],
  ])('%s', (text, clean) => expect(scrub(text)).toBe(clean));

  test.each([
    '    at run (file:///srv/otklik/node_modules/@nestjs/core/router.js:10:5)',
    'ticket 1042 at 12:30:05.123',
    'id 01906b5e-7c1d-7aaa-bbbb-0123456789ab',
  ])('leaves alone: %s', (text) => expect(scrub(text)).toBe(text));

  test.each([
    ['-postgres://u:p@db', '-postgres://***@db'],
    ['see session-eyJhbGciOi.J9eyJz.sig now', 'see session-*** now'],
  ])('finds it behind other words: %s', (text, clean) => expect(scrub(text)).toBe(clean));

  test.each(['a', '+a', 'a.', 'eyJ-', 'eyJa.', '1', '://', 'a@', 'bearer ', '/key=', 'otk_'])(
    'what a peer repeats without end holds nobody up: %s',
    async (unit) => {
      const text = unit.repeat(200_000);
      expect(await cpuCost(() => scrub(text), 2_000)).toBeLessThan(2_000);
    },
  );
});
