import { findThread, type KnownThreads, type ThreadClues } from './threading.js';

const KNOWN: KnownThreads = {
  byToken: (_, token) => (token === 'secret' ? 'order' : null),
  byMessageId: (_, id) => (id === '<first@shop>' ? ['order', 'other'] : []),
  isParticipant: (conversation, address) => conversation === 'order' && address === 'ivan@example.test',
};

const mail = (clues: Partial<ThreadClues>): ThreadClues => ({
  inboxId: 'support',
  sender: 'ivan@example.test',
  tokens: [],
  ancestors: [],
  ...clues,
});

describe('where a mail belongs', () => {
  test('our token leads back to its conversation', () => {
    expect(findThread(mail({ tokens: ['unknown', 'secret'] }), KNOWN)).toEqual({ conversationId: 'order', isParticipant: true });
  });

  test('somebody else who has our token is let in, and is told apart', () => {
    expect(findThread(mail({ tokens: ['secret'], sender: 'wife@example.test' }), KNOWN)).toEqual({
      conversationId: 'order',
      isParticipant: false,
    });
  });

  test('an answer to a known id joins where its sender took part', () => {
    expect(findThread(mail({ ancestors: ['<lost@x>', '<first@shop>'] }), KNOWN)).toEqual({ conversationId: 'order', isParticipant: true });
  });

  test('a stranger who guesses an id starts a conversation of his own', () => {
    expect(findThread(mail({ ancestors: ['<first@shop>'], sender: 'stranger@example.test' }), KNOWN)).toBeNull();
  });

  test('no sender takes part in nothing', () => {
    expect(findThread(mail({ ancestors: ['<first@shop>'], sender: '' }), KNOWN)).toBeNull();
  });
});
