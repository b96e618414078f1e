import { mailSize } from './mail-size.js';
import type { DraftFile } from './draft.js';

const MB = 1_000_000;
const file = (size: number): DraftFile => ({ localId: String(size), name: 'a', size, state: 'done', share: 1, id: 'a' });

test('of small files nothing is said', () => {
  expect(mailSize([file(MB)], 'Hello', 25 * MB)).toBeNull();
  expect(mailSize([], '', 25 * MB)).toBeNull();
});

test('fail:S2 files that grow beyond the limit on their way are told before sending, and what may go', () => {
  const size = mailSize([file(10 * MB), file(9 * MB)], 'Hello', 25 * MB);
  expect(size).toMatchObject({ files: 19 * MB, tooLarge: true });
  expect(size?.limit).toBeGreaterThan(18 * MB);
  expect(size?.limit).toBeLessThan(18.3 * MB);
});

test('large files that pass are told with what is left', () => {
  expect(mailSize([file(17 * MB)], 'Hello', 25 * MB)).toMatchObject({ tooLarge: false });
});
