import { Writable } from 'node:stream';
import { Log } from './log.js';
import { nestLog } from './nest-log.js';

describe('what is written through the logger of Nest', () => {
  const lines: Record<string, unknown>[] = [];
  const to = new Writable({ write: (line: Buffer, _encoding, done) => done(void lines.push(JSON.parse(line.toString()))) });
  const logger = nestLog(Log.open({ service: 'test', level: 'info', to }));
  beforeEach(() => lines.splice(0));

  test('an object is a constant message and its fields', () => {
    logger.warn({ message: 'event parked', group: 'normalizer', reason: 'x' }, 'Bus');
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'event parked', group: 'normalizer', reason: 'x', context: 'Bus', level: 'warn' }),
    ]);
  });

  test('a text is the message', () => {
    logger.warn('careful', 'Bus');
    expect(lines).toEqual([expect.objectContaining({ msg: 'careful', context: 'Bus' })]);
  });

  test('a stack beside the message is kept as its error', () => {
    const error = new TypeError('no such field');
    logger.error({ message: 'a handler failed', event: 'e1' }, error.stack, 'Bus');
    expect(lines).toEqual([
      expect.objectContaining({
        msg: 'a handler failed',
        event: 'e1',
        err: expect.objectContaining({ type: 'TypeError', message: 'no such field', stack: expect.stringContaining('    at ') }),
      }),
    ]);
  });

  test('an error is described whole', () => {
    logger.error(new RangeError('too far'), 'Nest');
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'framework error', err: expect.objectContaining({ type: 'RangeError', message: 'too far' }) }),
    ]);
  });

  test('the chatter of a start is for debugging', () => {
    logger.log('Mapped {/tickets, GET} route', 'RouterExplorer');
    expect(lines).toEqual([]);
  });
});
