import type { ChatFrame, ChatMessage } from '@app/contracts';
import { fc } from '@app/fuzz';
import { Outbox } from './outbox.js';
import { Storage } from '../browser/storage.js';
import { merge } from '../state/thread.js';

function aMessage(position: number): ChatMessage {
  const [id, at] = [`id-${position}`, '2026-11-23T10:00:00Z'];
  return { id, at, position, kind: 'inbound', clientId: null, text: id, author: null, byMail: false, form: null, attachments: [] };
}

describe('the history', () => {
  const history = Array.from({ length: 12 }, (_, n) => aMessage(n + 1));

  test('fail:W12 in whatever order and however often messages come, the list is the same', () => {
    const comings = fc
      .tuple(fc.shuffledSubarray(history, { minLength: 12 }), fc.array(fc.constantFrom(...history)))
      .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }))
      .chain((come) => fc.tuple(fc.constant(come), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 })));
    fc.assert(
      fc.property(comings, ([come, sizes]) => {
        let list: readonly ChatMessage[] = [];
        for (let at = 0, turn = 0; at < come.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          list = merge(list, come.slice(at, at + size));
          at += size;
        }
        expect(list).toEqual(history);
      }),
    );
  });
});

describe('the outbox', () => {
  /** What a server may do with a message that it is sent. */
  type Reaction = 'stored' | 'storedTwice' | 'lost' | 'heldBack' | 'cut';
  const reactions = fc.array(fc.constantFrom<Reaction>('stored', 'storedTwice', 'lost', 'heldBack', 'cut'), { maxLength: 12 });

  beforeEach(() => import.meta.jest.useFakeTimers());
  afterEach(() => import.meta.jest.useRealTimers());

  /** A server that has each message once, whatever else it does; in the end it answers. */
  function aServer(planned: readonly Reaction[]) {
    const left = [...planned];
    const got: string[] = [];
    let isOnline = true;
    const outbox: Outbox = new Outbox({
      storage: Storage.none(),
      name: 'test',
      isOnline: () => isOnline,
      visitor: () => 'a visitor',
      isNamed: () => false,
      idOf: () => Promise.reject(new Error('no files here')),
      onChange: () => undefined,
      onStored: () => undefined,
      onSilence: () => cut(),
      send: (frame: ChatFrame) => {
        if (!('send' in frame)) return false;
        const { clientId, text } = frame.send;
        const reaction = left.shift() ?? 'stored';
        if (reaction === 'cut') {
          cut();
          return false;
        }
        const takes = reaction === 'heldBack' ? null : text;
        if (takes !== null && !got.includes(takes)) got.push(takes);
        if (reaction === 'heldBack') setTimeout(() => outbox.failed({ code: 'too-many', text: '', clientId, retryAfterMs: 2_000 }), 5);
        if (reaction === 'stored' || reaction === 'storedTwice') setTimeout(() => outbox.stored(clientId), 5);
        if (reaction === 'storedTwice') setTimeout(() => outbox.stored(clientId), 50);
        return true;
      },
    });
    function cut(): void {
      isOnline = false;
      outbox.disconnected();
      setTimeout(() => {
        isOnline = true;
        void outbox.flush();
      }, 1_000);
    }
    return { outbox, got };
  }

  test('fail:W11 fail:W12 whatever becomes of each sending, every message arrives, in the order of writing, and none is sent for ever', async () => {
    const texts = ['1', '2', '3', '4', '5'];
    await fc.assert(
      fc.asyncProperty(reactions, async (planned) => {
        const { outbox, got } = aServer(planned);
        for (const text of texts) void outbox.add({ text, files: [], form: null, page: null });
        await import.meta.jest.advanceTimersByTimeAsync(15 * 60_000);
        expect(got).toEqual(texts);
        expect(outbox.items.map(({ text, state }) => [text, state])).toEqual(texts.map((text) => [text, 'stored']));
        const shown = outbox.items.map(({ clientId }, n) => ({ ...aMessage(n + 1), clientId }));
        outbox.settle(shown);
        expect(outbox.items).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('of a visitor who is gone: what the server had goes with them, what it may not have had is for whoever comes after', async () => {
    const { outbox } = aServer(['stored', 'lost']);
    for (const text of ['had', 'perhaps had', 'not had']) void outbox.add({ text, files: [], form: null, page: null });
    await import.meta.jest.advanceTimersByTimeAsync(1_000);
    expect(outbox.items.map(({ text, state }) => [text, state])).toEqual([
      ['had', 'stored'],
      ['perhaps had', 'waiting'],
      ['not had', 'waiting'],
    ]);
    outbox.forgetVisitor();
    expect(outbox.items.map(({ text, visitor }) => [text, visitor])).toEqual([
      ['perhaps had', null],
      ['not had', null],
    ]);
  });
});
