import { mailBatches, uidSet } from './mail-batches.js';

const waiting = (uid: number, size = 1_000) => ({ uid, size, receivedAt: new Date(0) });
const MB = 1024 * 1024;

describe('mailBatches', () => {
  test('many small mails: 250 together, in order', () => {
    const batches = mailBatches(Array.from({ length: 600 }, (_, n) => waiting(n)));
    expect(batches.map((batch) => batch.length)).toEqual([250, 250, 100]);
    expect(batches.flat().map((mail) => mail.uid)).toEqual(Array.from({ length: 600 }, (_, n) => n));
  });

  test('large mails: as many as fit into 4 MB, one that does not fit alone', () => {
    const sizes = [1, 2, 2, 60, 1].map((mb, uid) => waiting(uid, mb * MB));
    expect(mailBatches(sizes).map((batch) => batch.map((mail) => mail.uid))).toEqual([[0, 1], [2], [3], [4]]);
  });

  test('nothing: nothing', () => {
    expect(mailBatches([])).toEqual([]);
  });
});

test.each([
  [[1, 2, 3], '1:3'],
  [[1, 3, 4, 9], '1,3:4,9'],
  [[5], '5'],
  [[], ''],
])('uidSet %j', (uids, expected) => {
  expect(uidSet(uids)).toBe(expected);
});
