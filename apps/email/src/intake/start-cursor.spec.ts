import { firstCursor, isWanted, resumeCursor } from './start-cursor.js';

const MADE = new Date('2026-01-05T10:00:00.900Z');
const at = (iso: string) => new Date(iso);

describe('firstCursor', () => {
  test('now: what the server got since the inbox was made, to the second, and none of it is history', () => {
    const cursor = firstCursor('now', MADE, { uidValidity: 7n, uidNext: 101 });
    expect(cursor).toEqual({ uidValidity: 7n, uid: 0, since: at('2026-01-05T10:00:00Z'), sinceUid: 100, historicUid: 0 });
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2026-01-05T09:59:59Z') })).toBe(false);
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2026-01-05T10:00:00Z') })).toBe(true);
  });

  test('all: everything, and what is there is history', () => {
    const cursor = firstCursor('all', MADE, { uidValidity: 7n, uidNext: 101 });
    expect(cursor).toMatchObject({ uid: 0, since: null, historicUid: 100 });
    expect(isWanted(cursor, { uid: 1, receivedAt: at('1999-01-01T00:00:00Z') })).toBe(true);
  });

  test('a date: what the server got since then; what comes later is taken whatever its date', () => {
    const cursor = firstCursor('2026-01-01', MADE, { uidValidity: 7n, uidNext: 101 });
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2025-12-31T23:59:59Z') })).toBe(false);
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2026-01-01T00:00:00Z') })).toBe(true);
    expect(isWanted(cursor, { uid: 101, receivedAt: at('1999-01-01T00:00:00Z') })).toBe(true);
  });
});

describe('resumeCursor', () => {
  const stored = { uidValidity: 7n, uid: 50, since: MADE, sinceUid: 10, historicUid: 10 };

  test('the same numbering: goes on', () => {
    expect(resumeCursor(stored, { uidValidity: 7n, uidNext: 51 })).toBe(stored);
  });

  test.each([
    ['another numbering', { uidValidity: 8n, uidNext: 20 }],
    ['numbers that went back', { uidValidity: 7n, uidNext: 20 }],
  ])('%s: looks at all again, within the same bound, and nothing of it is history (fail:I12)', (_, folder) => {
    expect(resumeCursor(stored, folder)).toEqual({ uidValidity: folder.uidValidity, uid: 0, since: MADE, sinceUid: 19, historicUid: 0 });
  });
});
