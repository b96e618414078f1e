import { changeDraft, clearDraft, draftOf, losesOnLeaving, takeKeptDraft, takeKeptDrafts } from './drafts.js';
import { draftIdOf, forgetDrafts, keepDraftsOf, keptCount } from './kept-drafts.js';

const NOW = Date.now();
const DAY_MS = 86_400_000;

/** The browser's own, as far as it is used: entries are its keys. */
class Storage {
  [name: string]: unknown;
  getItem(name: string): unknown {
    return this[name] ?? null;
  }
  setItem(name: string, value: string): void {
    this[name] = value;
  }
  removeItem(name: string): void {
    delete this[name];
  }
}

function reload(agent: string, now = NOW): void {
  keepDraftsOf(agent, now);
  takeKeptDrafts();
}

let storage: Storage;
beforeEach(() => {
  storage = new Storage();
  Object.assign(globalThis, { localStorage: storage });
  reload('anna');
});

test('a draft is there after the page has gone, with its recipients, its arrived files and the name of its attempt', () => {
  const ivan = { address: 'ivan@example.test', name: 'Ivan' };
  const arrived = { localId: 'l1', name: 'bill.pdf', size: 3, state: 'done', share: 1, id: 'a1' } as const;
  const onItsWay = { localId: 'l2', name: 'photo.jpg', size: 3, state: 'sending', share: 0.5 } as const;
  changeDraft(7, () => ({ reply: 'Dear Ivan', recipients: { to: [ivan], cc: [], bcc: [] }, files: [arrived, onItsWay], quote: true }));
  const { key } = draftOf(7);
  reload('anna');
  expect(draftOf(7)).toMatchObject({
    reply: 'Dear Ivan',
    recipients: { to: [ivan] },
    files: [{ id: 'a1', state: 'done' }],
    quote: true,
    key,
  });
  expect(draftOf(7).files).toHaveLength(1);
});

test('what was sent is kept no longer', () => {
  changeDraft(7, () => ({ reply: 'Dear Ivan' }));
  clearDraft(7, 'reply');
  expect(keptCount()).toBe(0);
});

test('nobody sees the drafts of another agent of the same browser, and they are there again for their own', () => {
  changeDraft(7, () => ({ note: "Anna's" }));
  reload('boris');
  expect([draftOf(7).note, keptCount()]).toEqual(['', 0]);
  reload('anna');
  expect(draftOf(7).note).toBe("Anna's");
});

test('signing out leaves nothing of the agent behind, and leaves the others theirs', () => {
  changeDraft(7, () => ({ note: "Anna's" }));
  reload('boris');
  changeDraft('new', () => ({ subject: "Boris's" }));
  forgetDrafts();
  expect(Object.keys(storage)).toEqual(['otklik-draft:anna:7']);
});

test('after a month a draft goes', () => {
  changeDraft(7, () => ({ reply: 'Dear Ivan' }));
  reload('anna', NOW + 29 * DAY_MS);
  expect(draftOf(7).reply).toBe('Dear Ivan');
  reload('anna', NOW + 31 * DAY_MS);
  expect(draftOf(7).reply).toBe('');
});

test('what another page of the agent writes is taken over; what this one uploads stays', () => {
  const onItsWay = { localId: 'l2', name: 'photo.jpg', size: 3, state: 'sending', share: 0.5 } as const;
  changeDraft(7, () => ({ reply: 'Here', files: [onItsWay] }));
  const name = 'otklik-draft:anna:7';
  storage.setItem(name, String(storage.getItem(name)).replace('Here', 'There'));
  expect(draftIdOf(name)).toBe(7);
  takeKeptDraft(7);
  expect(draftOf(7)).toMatchObject({ reply: 'There', files: [onItsWay] });
});

test.each(['not JSON', '{}', '{"at":1}'])('an entry that is no draft is passed over: %s', (entry) => {
  storage.setItem('otklik-draft:anna:7', entry);
  takeKeptDrafts();
  expect(draftOf(7).reply).toBe('');
});

test('where the browser keeps nothing, leaving the page is asked about', () => {
  changeDraft(7, () => ({ reply: 'Kept' }));
  expect(losesOnLeaving()).toBe(false);
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  changeDraft(7, () => ({ reply: 'Kept no more' }));
  expect([losesOnLeaving(), draftOf(7).reply]).toEqual([true, 'Kept no more']);
});
