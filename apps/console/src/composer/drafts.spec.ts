import { aMessage } from '../api/builders.js';
import { changeDraft, clearDraft, draftOf, hasUnsent, restoreDraft } from './drafts.js';

describe('drafts', () => {
  test('each ticket has its own, and a note never becomes a reply', () => {
    changeDraft(1, () => ({ mode: 'note', note: 'he is angry' }));
    expect(draftOf(1).reply).toBe('');
    expect(draftOf(2).note).toBe('');
  });

  test('what changes gets another key, so that another text is never taken for the same attempt', () => {
    changeDraft(3, () => ({ reply: 'a' }));
    const { key } = draftOf(3);
    expect(draftOf(3).key).toBe(key);
    changeDraft(3, () => ({ reply: 'ab' }));
    expect(draftOf(3).key).not.toBe(key);
  });

  test('after sending a reply the note that was begun stays', () => {
    changeDraft(4, () => ({ reply: 'sent', note: 'kept' }));
    clearDraft(4, 'reply');
    expect(draftOf(4)).toMatchObject({ reply: '', note: 'kept', files: [] });
  });

  test('an undone reply comes back with its files, before what was begun since', () => {
    changeDraft(5, () => ({ reply: 'new words' }));
    const bill = {
      id: 'a1',
      filename: 'bill.pdf',
      contentType: 'application/pdf',
      sniffedType: 'application/pdf',
      picture: false,
      dangers: [],
      warning: null,
      size: 3,
      inline: false,
      contentId: null,
      state: 'stored' as const,
      url: null,
    };
    restoreDraft(5, aMessage({ text: 'old words', attachments: [bill] }));
    expect(draftOf(5)).toMatchObject({
      mode: 'reply',
      reply: 'old words\n\nnew words',
      files: [{ id: 'a1', name: 'bill.pdf', state: 'done' }],
    });
  });

  test('the page asks before it is left only while something is unsent', () => {
    expect(hasUnsent()).toBe(true);
    for (const number of [1, 4, 5]) changeDraft(number, () => ({ reply: '', note: ' ', files: [] }));
    changeDraft(3, () => ({ reply: '' }));
    expect(hasUnsent()).toBe(false);
  });
});
