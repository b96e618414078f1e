import { changeDraft } from './drafts.js';
import { isStillRefused, refusedDraft } from './refused-draft.js';

const to = (address: string) => ({ to: [{ address, name: '' }], cc: [], bcc: [] });

describe('a draft that was refused', () => {
  test.each([41, 'new'] as const)('%s is refused until its words, its files or its recipients change', (id) => {
    const changes = [{ reply: 'Other words' }, { files: [] }, { recipients: to('kate@x.test') }, { subject: 'Another' }];
    for (const change of changes) {
      changeDraft(id, () => ({ reply: 'Words' }));
      const refused = refusedDraft(id);
      expect(isStillRefused(id, refused)).toBe(true);
      changeDraft(id, () => change);
      expect(isStillRefused(id, refused)).toBe(false);
    }
  });

  test('what is typed while it is on its way hides no refusal', () => {
    changeDraft(42, () => ({ reply: 'Words' }));
    changeDraft(42, () => ({ reply: 'Words, and more' }));
    expect(isStillRefused(42, refusedDraft(42))).toBe(true);
  });

  test('another ticket’s draft is not refused by it', () => {
    changeDraft(43, () => ({ reply: 'Words' }));
    changeDraft(44, () => ({ reply: 'Words' }));
    expect([isStillRefused(44, refusedDraft(43)), isStillRefused(44, null)]).toEqual([false, false]);
  });
});
