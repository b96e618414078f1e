import type { TicketDetail, TimelineItem } from '../api/shapes.js';

type Timeline = Pick<TicketDetail, 'timeline' | 'timelinePrevious'>;

/**
 * Keeps the earlier part of a timeline that the agent has opened when its end is fetched again.
 *
 * Within the fresh part the fresh part is right, so that an undone reply goes. Where more came than one answer holds,
 * there may be a gap between old and new: then only the new is kept.
 */
export function keepEarlier<Fresh extends Timeline>(fresh: Fresh, shown: Timeline | undefined): Fresh {
  const start = fresh.timeline[0]?.position;
  if (!shown || start === undefined || fresh.timelinePrevious === null) return fresh;
  const earlier = shown.timeline.filter((item) => item.position < start);
  const meets = shown.timeline.some((item) => item.position >= start);
  if (earlier.length === 0 || !meets) return fresh;
  return { ...fresh, timeline: [...earlier, ...fresh.timeline], timelinePrevious: shown.timelinePrevious };
}

/** Puts an earlier part in front of what is shown, each item once. */
export function prepend<Shown extends Timeline>(shown: Shown, part: { data: TimelineItem[]; previous: string | null }): Shown {
  const known = new Set(shown.timeline.map((item) => item.id));
  const timeline = [...part.data.filter((item) => !known.has(item.id)), ...shown.timeline];
  return { ...shown, timeline, timelinePrevious: part.previous };
}
