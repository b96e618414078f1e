import { aMessage } from '../api/builders.js';
import type { TimelineItem } from '../api/shapes.js';
import { keepEarlier, prepend } from './merge-timeline.js';

const items = (...positions: number[]): TimelineItem[] => positions.map((position) => aMessage({ position, id: `m${position}` }));
const positions = (timeline: TimelineItem[]): number[] => timeline.map((item) => item.position);

describe('keepEarlier', () => {
  test('the earlier part that was opened stays when the end is fetched again', () => {
    const shown = { timeline: items(1, 2, 3, 4), timelinePrevious: 'before-1' };
    const merged = keepEarlier({ timeline: items(3, 4, 5), timelinePrevious: 'before-3' }, shown);
    expect(positions(merged.timeline)).toEqual([1, 2, 3, 4, 5]);
    expect(merged.timelinePrevious).toBe('before-1');
  });

  test('a reply that was undone goes', () => {
    const shown = { timeline: items(1, 2, 3), timelinePrevious: null };
    expect(positions(keepEarlier({ timeline: items(1, 2), timelinePrevious: null }, shown).timeline)).toEqual([1, 2]);
  });

  test('where more came than one answer holds, the old part is let go', () => {
    const shown = { timeline: items(1, 2), timelinePrevious: null };
    const merged = keepEarlier({ timeline: items(8, 9), timelinePrevious: 'before-8' }, shown);
    expect(positions(merged.timeline)).toEqual([8, 9]);
    expect(merged.timelinePrevious).toBe('before-8');
  });

  test('a ticket shown for the first time is taken as it is', () => {
    const fresh = { timeline: items(1), timelinePrevious: null };
    expect(keepEarlier(fresh, undefined)).toBe(fresh);
  });
});

test('an earlier part comes in front, each item once', () => {
  const merged = prepend({ timeline: items(3, 4), timelinePrevious: 'before-3' }, { data: items(1, 2, 3), previous: null });
  expect(positions(merged.timeline)).toEqual([1, 2, 3, 4]);
  expect(merged.timelinePrevious).toBeNull();
});
