import { DeskError } from '@app/domain';
import { codeFor, faultOf } from './fault-of.js';

describe('faultOf', () => {
  test.each(['40001', '40P01', '55P03', '57014', '57P01', '57P03', '53100', '53300', '08006', 'ENOSPC', 'ECONNREFUSED', 'ECONNRESET'])(
    '%s is waited for',
    (code) => {
      expect(faultOf(Object.assign(new Error('x'), { code }))).toBe('unavailable');
    },
  );

  test.each(['23505', '22P02', '42P01', '42501', 'ERR_INVALID_ARG_TYPE'])('%s is a bug: waiting heals nothing', (code) => {
    expect(faultOf(Object.assign(new Error('x'), { code }))).toBe('bug');
  });

  test('a connection that went without any code is waited for', () => {
    expect(faultOf(new Error('Connection terminated unexpectedly'))).toBe('unavailable');
    expect(faultOf(new Error('timeout exceeded when trying to connect'))).toBe('unavailable');
  });

  test('a message that only speaks of a connection is no lost connection when it has a code of its own', () => {
    expect(faultOf(Object.assign(new Error('duplicate key: "not connected"'), { code: '23505' }))).toBe('bug');
  });

  test('a DeskError is what it says', () => {
    expect(faultOf(new DeskError('unavailable', 'database-away', ''))).toBe('unavailable');
    expect(faultOf(new DeskError('conflict', 'ticket-changed', '', { cause: Object.assign(new Error(), { code: '40001' }) }))).toBe(
      'refused',
    );
  });

  test("the driver's error is found inside TypeORM's, in a cause and in an aggregate", () => {
    const inner = Object.assign(new Error('x'), { code: '57P01' });
    expect(faultOf(Object.assign(new Error('query failed'), { driverError: inner }))).toBe('unavailable');
    expect(faultOf(new Error('could not store', { cause: inner }))).toBe('unavailable');
    expect(faultOf(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]))).toBe('unavailable');
  });

  test('what is thrown need not be an Error', () => {
    expect(faultOf('oh')).toBe('bug');
    expect(faultOf(undefined)).toBe('bug');
  });

  test('a code is told for logs and health', () => {
    expect(codeFor(new DeskError('invalid', 'too-long', ''))).toBe('too-long');
    expect(codeFor(Object.assign(new Error(), { code: '57P01' }))).toBe('57P01');
    expect(codeFor(new RangeError('x'))).toBe('RangeError');
  });
});
