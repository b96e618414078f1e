import { findThread, type KnownThreads, type ThreadClues } from './threading.js';

const KNOWN: KnownThreads = {
  byToken: (_, token) => (token === 'secret' ? 'order' : null),
  holding: (_, id) => (id === '<first@shop>' ? ['other', 'order'] : []),
  mentioning: (_, id) => (id === '<elsewhere@shop>' || id === '<first@shop>' ? ['aside', 'order'] : []),
  partOf: (conversation, address) => {
    if (address === 'ivan@example.test') return conversation === 'order' || conversation === 'aside' ? 'participant' : 'stranger';
    return conversation === 'order' && address === 'wife@example.test' ? 'copied' : 'stranger';
  },
};

const mail = (clues: Partial<ThreadClues>): ThreadClues => ({
  inboxId: 'support',
  sender: 'ivan@example.test',
  tokens: [],
  ancestors: [],
  messageId: '<new@example.test>',
  ...clues,
});

describe('where a mail belongs', () => {
  test('fail:T4 our token leads back to its conversation', () => {
    expect(findThread(mail({ tokens: ['unknown', 'secret'] }), KNOWN)).toEqual({ conversationId: 'order', part: 'participant' });
  });

  test('threat:A9 somebody else who has our token is let in, and is told apart', () => {
    expect(findThread(mail({ tokens: ['secret'], sender: 'new@example.test' }), KNOWN)).toEqual({
      conversationId: 'order',
      part: 'stranger',
    });
  });

  test('fail:T4 an answer to a known id joins where its sender took part', () => {
    expect(findThread(mail({ ancestors: ['<lost@x>', '<first@shop>'] }), KNOWN)).toEqual({ conversationId: 'order', part: 'participant' });
  });

  test('who was copied in may answer, and is told apart', () => {
    expect(findThread(mail({ ancestors: ['<first@shop>'], sender: 'wife@example.test' }), KNOWN)).toEqual({
      conversationId: 'order',
      part: 'copied',
    });
  });

  test('fail:T7 an id that is only mentioned leads to the conversation too', () => {
    expect(findThread(mail({ ancestors: ['<elsewhere@shop>'] }), KNOWN)).toEqual({ conversationId: 'aside', part: 'participant' });
  });

  test('fail:T7 a mail that is here counts before one that is mentioned: nobody draws an answer away by mentioning its ancestor', () => {
    expect(findThread(mail({ ancestors: ['<elsewhere@shop>', '<first@shop>'] }), KNOWN)).toMatchObject({ conversationId: 'order' });
  });

  test('fail:T8 a mail joins the answers that were quicker than it', () => {
    expect(findThread(mail({ messageId: '<elsewhere@shop>' }), KNOWN)).toMatchObject({ conversationId: 'aside' });
  });

  test('fail:T3 a stranger who guesses an id starts a conversation of his own', () => {
    expect(findThread(mail({ ancestors: ['<first@shop>'], sender: 'stranger@example.test' }), KNOWN)).toBeNull();
  });

  test('fail:T1 no sender takes part in nothing, and no ids lead nowhere', () => {
    expect(findThread(mail({ ancestors: ['<first@shop>'], sender: '' }), KNOWN)).toBeNull();
    expect(findThread(mail({ messageId: null }), KNOWN)).toBeNull();
  });
});
