import { fromKafkaRecord, toKafkaRecord } from './kafka-record.js';

const EVENT = {
  id: '01970000-0000-7000-8000-000000000001',
  type: 'ticket.noted.v1',
  topic: 'ticket',
  key: 'k',
  at: '2026-01-01T00:00:00.000Z',
  data: { text: '\0 ü' },
  payload: Buffer.from([0, 255]),
} as const;

describe('a Kafka record', () => {
  test('carries bytes as its value and the data as JSON in one header', () => {
    const record = toKafkaRecord(EVENT);
    expect(record.value).toBe(EVENT.payload);
    expect(JSON.parse(record.headers.data)).toEqual(EVENT.data);
  });

  test('comes back as it went', () => {
    const { key, value, headers } = toKafkaRecord(EVENT);
    const fetched = { offset: '7', timestamp: '0', key: Buffer.from(key), value, headers: { ...headers, data: Buffer.from(headers.data) } };
    expect(fromKafkaRecord('ticket', 3, fetched)).toEqual({ ...EVENT, data: JSON.stringify(EVENT.data), offset: 7n });
  });

  test('without an id of its own it has one of its place: the same each time, another at another place', () => {
    const strange = { offset: '7', timestamp: '1700000000000', key: null, value: Buffer.from('x'), headers: {} };
    const one = fromKafkaRecord('ticket', 3, strange);
    expect(one).toMatchObject({ type: '', key: '', data: '', at: '2023-11-14T22:13:20.000Z' });
    expect(fromKafkaRecord('ticket', 3, strange).id).toBe(one.id);
    expect(fromKafkaRecord('ticket', 4, strange).id).not.toBe(one.id);
  });
});
