import { inspectUpdate, type InspectedUpdate } from '../src/updates/inspect-update.js';
import { readUpdate } from '../src/updates/read-update.js';
import { corpus } from './corpus.fixture.js';

/** Fields that an expectation does not name are absent. */
const ABSENT: InspectedUpdate = {
  updateType: null,
  chatId: null,
  chatType: null,
  userId: null,
  userName: null,
  messageId: null,
  date: null,
  text: null,
  isEdited: false,
  attachments: [],
  location: null,
  contact: null,
  replyToMessageId: null,
  mediaGroupId: null,
  businessConnectionId: null,
  migrateToChatId: null,
  migrateFromChatId: null,
  threadId: null,
  isService: false,
  callbackData: null,
  callbackId: null,
  newStatus: null,
  oldStatus: null,
  newReaction: null,
};

const updates = corpus();

test('the corpus has every kind', () => {
  expect(updates.length).toBeGreaterThan(200);
});

describe.each([...Map.groupBy(updates, ({ room }) => room)])('updates of the corpus: %s', (_room, ofRoom) => {
  test.each(ofRoom.map((update) => [update.name, update] as const))('%s', (_name, { json, expected }) => {
    expect(inspectUpdate(json)).toEqual(expected.inspect && { ...ABSENT, ...expected.inspect });
    expect({ what: readUpdate(json)?.what ?? null }).toMatchObject({ what: expected.read });
  });
});
