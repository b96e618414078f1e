import type { Page, Ticket } from '../api/shapes.js';
import { aTicket } from '../api/builders.js';
import { mergeHead, namedBelow } from './merge-list.js';

const row = (number: number, over: Partial<Ticket> = {}): Ticket => aTicket({ number, id: `id-${number}`, ...over });
const page = (numbers: number[], next: string | null): Page<Ticket> => ({ data: numbers.map((number) => row(number)), next });
const numbers = (pages: Page<Ticket>[]): number[][] => pages.map((one) => one.data.map((ticket) => ticket.number));
const none = new Set<number>();

describe('mergeHead', () => {
  test('a new ticket comes on top, and what it pushed down is still there', () => {
    const merged = mergeHead([page([5, 4, 3], 'c3')], page([6, 5, 4], 'c4'), new Set([6]), new Map());
    expect(numbers(merged)).toEqual([[6, 5, 4], [3]]);
    expect(merged.at(-1)?.next).toBe('c3');
  });

  test('a ticket that an event named and that is gone from the first page has left the list', () => {
    const merged = mergeHead([page([5, 4, 3], 'c3'), page([2, 1], null)], page([5, 3, 2], 'c2'), new Set([4]), new Map([[4, null]]));
    expect(numbers(merged)).toEqual([[5, 3, 2], [1]]);
    expect(merged.at(-1)?.next).toBeNull();
  });

  test('no ticket is shown twice when one rises from below', () => {
    const merged = mergeHead([page([5, 4, 3], 'c3'), page([2, 1], null)], page([1, 5, 4], 'c4'), new Set([1]), new Map());
    expect(numbers(merged)).toEqual([
      [1, 5, 4],
      [3, 2],
    ]);
  });

  test('a named ticket far below is replaced in its place', () => {
    const fresh = row(1, { subject: 'changed' });
    const merged = mergeHead([page([5, 4, 3], 'c3'), page([2, 1], null)], page([5, 4, 3], 'c3'), new Set([1]), new Map([[1, fresh]]));
    expect(numbers(merged)).toEqual([
      [5, 4, 3],
      [2, 1],
    ]);
    expect(merged[1]?.data[1]?.subject).toBe('changed');
  });

  test('when all of it fits the first page, the first page is the list', () => {
    expect(numbers(mergeHead([page([5, 4, 3], 'c3'), page([2], null)], page([5, 4], null), none, new Map()))).toEqual([[5, 4]]);
  });

  test('nothing happened: nothing moves, however often it is merged', () => {
    const pages = [page([5, 4, 3], 'c3'), page([2, 1], 'c1')];
    const once = mergeHead(pages, page([5, 4, 3], 'c3'), none, new Map());
    expect(mergeHead(once, page([5, 4, 3], 'c3'), none, new Map())).toEqual(pages);
  });
});

test('only named tickets below the first page are fetched alone', () => {
  expect(namedBelow([page([5, 4, 3], 'c3'), page([2, 1], null)], page([5, 4, 3], 'c3'), new Set([5, 1, 9]))).toEqual([1]);
});
