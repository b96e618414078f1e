import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import { CloudOffIcon, MoonIcon, QueueIcon } from '../around/icons.js';
import { fill } from '../../words/fill.js';
import { useOpening } from './opening.js';

/** How long a connection may be away before it is mentioned (ms): most are back sooner. */
const OFFLINE_AFTER_MS = 1_500;

/** One line below the heading: no connection, nobody there, or how long it takes. */
export function Notice(): JSX.Element {
  const { chat } = useAround();
  const { link, office, queue, isSafe, outgoing } = useCell(chat.state);
  const isOffline = useLasting(link === 'offline', OFFLINE_AFTER_MS);
  const isAtRisk = useLasting(!isSafe && outgoing.some(({ state }) => state === 'waiting'), OFFLINE_AFTER_MS);
  return (
    <div role="status">
      {isOffline || isAtRisk ? <Waiting isSafe={isSafe} /> : office.open ? queue && <Queue {...queue} /> : <Closed {...office} />}
    </div>
  );
}

function Waiting({ isSafe }: { isSafe: boolean }): JSX.Element {
  const { texts } = useAround();
  return (
    <p class="notice warn">
      <CloudOffIcon />
      <span>{isSafe ? texts.offline : texts.unsafe}</span>
    </p>
  );
}

function Closed({ nextOpenAt }: { nextOpenAt: string | null }): JSX.Element {
  const { texts, times, words } = useAround();
  const now = useOpening();
  const when = nextOpenAt === null ? null : times.opening(new Date(nextOpenAt), now, texts.office);
  const { place, scrolls } = useScrolling();
  return (
    <p class="notice" ref={place} tabIndex={scrolls ? 0 : undefined}>
      <MoonIcon />
      <span>
        <bdi>{words.closed ?? texts.office.closed}</bdi> {when !== null && fill(texts.office.opens, { when })}
      </span>
    </p>
  );
}

function Queue({ place, expected }: { place: number; expected: readonly [number, number] | null }): JSX.Element {
  const { texts, times } = useAround();
  return (
    <p class="notice">
      <QueueIcon />
      <span>
        {place === 0 ? texts.queue.next : fill(texts.queue.ahead, { count: place })}{' '}
        {expected && fill(texts.queue.expected, { time: times.span(expected) })}
      </span>
    </p>
  );
}

/** The words of a site may be longer than their place: then the keyboard has to get there. */
function useScrolling(): { place: { current: HTMLParagraphElement | null }; scrolls: boolean } {
  const place = useRef<HTMLParagraphElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const watch = new ResizeObserver(() => setScrolls(current.scrollHeight > current.clientHeight));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return { place, scrolls };
}

/** True only once it has been true for a while. */
function useLasting(now: boolean, afterMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), afterMs);
    return () => clearTimeout(timer);
  }, [now, afterMs]);
  return now && lasting;
}
