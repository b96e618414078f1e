import { aTicket } from '../api/builders.js';
import { Problem } from '../api/problem.js';
import { forVersion, type Meanwhile, unlessGiven, unlessSaid } from './meanwhile.js';

const seen = aTicket({ version: 6, state: 'open', assignee: { id: 'anna', name: 'Anna', email: 'anna@x.test', picture: null } });
const now = (change: Partial<Meanwhile> = {}): Meanwhile => ({
  version: 8,
  state: 'open',
  assigneeId: 'anna',
  said: null,
  others: true,
  ...change,
});

describe('an answer or a solving for an older version', () => {
  test.each<[string, Partial<Meanwhile>, boolean]>([
    ['a colleague changed tags: it goes through', {}, true],
    ["the agent's own answer went out and moved the ticket: it goes through", { state: 'pending', others: false }, true],
    ['the customer wrote: it waits', { said: 'customer' }, false],
    ['a colleague is answering: it waits', { said: 'colleague' }, false],
    ['the agent answered in another window: it waits', { said: 'you', others: false }, false],
    ['a colleague solved the ticket: it waits', { state: 'solved' }, false],
    ['a colleague took the ticket: it waits', { assigneeId: 'boris' }, false],
  ])('%s', (_what, change, fits) => {
    expect(unlessSaid(now(change), seen)).toBe(fits);
  });
});

describe('an assignment for an older version', () => {
  test.each<[string, Partial<Meanwhile>, boolean]>([
    ['the customer wrote: it goes through', { said: 'customer' }, true],
    ['somebody else was given the ticket: it waits', { assigneeId: 'boris' }, false],
    ['it was given back: it waits', { assigneeId: null }, false],
  ])('%s', (_what, change, fits) => {
    expect(unlessGiven(now(change), seen)).toBe(fits);
  });
});

describe('a call that was refused for its version', () => {
  const refusal = (change: Partial<Meanwhile> = {}) => new Problem(409, 'ticket-changed', 'Changed', [], null, now(change));
  const server = (refused: Problem) => {
    const asked: number[] = [];
    const call = (version: number): Promise<string> => {
      asked.push(version);
      return version === 8 ? Promise.resolve('done') : Promise.reject(refused);
    };
    return { asked, call };
  };

  test('is repeated for the present version where it still fits', async () => {
    const { asked, call } = server(refusal());
    expect(await forVersion(seen, unlessSaid, call)).toEqual({ answer: 'done', version: 8 });
    expect(asked).toEqual([6, 8]);
  });

  test('is told where it does not, and any other refusal is', async () => {
    for (const refused of [refusal({ said: 'customer' }), new Problem(409, 'ticket-closed', 'Closed')]) {
      const { asked, call } = server(refused);
      await expect(forVersion(seen, unlessSaid, call)).rejects.toBe(refused);
      expect(asked).toEqual([6]);
    }
  });
});
