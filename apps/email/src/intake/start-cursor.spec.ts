import { firstCursor, isWanted, resumeCursor } from './start-cursor.js';

const MADE = new Date('2026-01-05T10:00:00.900Z');
const at = (iso: string) => new Date(iso);
const FOLDER = { uidValidity: 7n, uidNext: 101 };

describe('firstCursor', () => {
  test('what the server got since the inbox was made, to the second; what was there before is history (fail:I14)', () => {
    const cursor = firstCursor('INBOX', { inboxSince: MADE, lookedAt: null }, FOLDER);
    expect(cursor).toEqual({ uidValidity: 7n, uid: 0, since: at('2026-01-05T10:00:00Z'), sinceUid: 100, settledUid: 0 });
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2026-01-05T09:59:59Z') })).toBe(false);
    expect(isWanted(cursor, { uid: 100, receivedAt: at('2026-01-05T10:00:00Z') })).toBe(true);
  });

  test('what comes later is taken whatever its date', () => {
    const cursor = firstCursor('INBOX', { inboxSince: MADE, lookedAt: null }, FOLDER);
    expect(isWanted(cursor, { uid: 101, receivedAt: at('1999-01-01T00:00:00Z') })).toBe(true);
  });

  test('a folder that is added later begins a little before the mailbox was last looked at', () => {
    const known = { inboxSince: MADE, lookedAt: at('2026-03-01T12:00:00Z') };
    expect(firstCursor('Shop', known, FOLDER).since).toEqual(at('2026-03-01T11:50:00Z'));
    expect(firstCursor('INBOX', known, FOLDER).since).toEqual(at('2026-01-05T10:00:00Z'));
  });
});

describe('resumeCursor', () => {
  const stored = { uidValidity: 7n, uid: 50, since: MADE, sinceUid: 10, settledUid: 50 };

  test('the same numbering: goes on', () => {
    expect(resumeCursor(stored, { uidValidity: 7n, uidNext: 51 })).toBe(stored);
  });

  test.each([
    ['another numbering', { uidValidity: 8n, uidNext: 20 }],
    ['numbers that went back', { uidValidity: 7n, uidNext: 20 }],
  ])('%s: looks at all again, within the same bound (fail:I12)', (_, folder) => {
    expect(resumeCursor(stored, folder)).toEqual({ uidValidity: folder.uidValidity, uid: 0, since: MADE, sinceUid: 19, settledUid: 0 });
  });
});
