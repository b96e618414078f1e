import { aMessage } from '../api/builders.js';
import { changeDraft, clearDraft, draftOf, losesOnLeaving, restoreDraft, restoreStart } from './drafts.js';

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
      reason: null,
      url: null,
    };
    restoreDraft(5, aMessage({ text: 'old words', attachments: [bill] }));
    expect(draftOf(5)).toMatchObject({
      mode: 'reply',
      reply: 'old words\n\nnew words',
      files: [{ id: 'a1', name: 'bill.pdf', state: 'done' }],
    });
  });

  test('an undone message that had started its ticket is a new message again, with all that it was made of', () => {
    const [zoya, kate] = ['zoya', 'kate'].map((name) => ({ address: `${name}@x.test`, name: '' }));
    const people = { to: zoya && kate ? [zoya, kate] : [], cc: kate ? [kate] : [], bcc: zoya ? [zoya] : [] };
    const { key } = draftOf('new');
    restoreStart(aMessage({ kind: 'reply', text: 'Ready', subject: 'Order 9', signature: 'Yours', ...people }), 'i-1');
    expect(draftOf('new')).toMatchObject({ reply: 'Ready', subject: 'Order 9', inbox: 'i-1', signature: true, recipients: people });
    expect(draftOf('new').key).not.toBe(key);
    restoreStart(aMessage({ kind: 'reply', text: '', subject: 'Order 9', signature: null, ...people }), null);
    expect(draftOf('new')).toMatchObject({ inbox: 'i-1', signature: false });
  });

  test('the page asks before it is left while a file is on its way', () => {
    const file = { localId: 'l1', name: 'bill.pdf', size: 3, share: 0 };
    changeDraft(6, () => ({ files: [{ ...file, state: 'sending' }] }));
    expect(losesOnLeaving()).toBe(true);
  });
});
