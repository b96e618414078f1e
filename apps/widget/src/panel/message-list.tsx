import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from './around.js';
import { Bubble } from './bubble.js';
import { DownIcon } from './icons.js';
import { rowsOf } from './rows.js';

/** How far from the end still counts as at the end (px). */
const NEAR_PX = 80;

/** What was said, the newest at the end; new ones are read out by screen readers and followed by the eye. */
export function MessageList(): JSX.Element {
  const { chat, texts, times } = useAround();
  const { messages, outgoing, isLoading, isShown } = useCell(chat.state);
  const rows = rowsOf(messages, outgoing);
  const { box, hasNewer, follow, onScroll } = useFollowing(rows.length, rows.at(-1)?.isOwn ?? false, isShown);
  const now = new Date();
  return (
    <div class="middle">
      <div class="list" role="log" aria-label={texts.log} aria-busy={isLoading} tabIndex={0} ref={box} onScroll={onScroll}>
        <div class="rows">
          {rows.length === 0 && (isLoading ? <Loading /> : <Empty />)}
          {rows.map((row) => (
            <div key={row.key} class={row.opensGroup ? 'group' : ''}>
              {row.opensDay && <div class="day">{times.date(row.at, now)}</div>}
              <Bubble row={row} />
            </div>
          ))}
        </div>
      </div>
      {hasNewer && (
        <button type="button" class="newer" onClick={follow}>
          <DownIcon />
          {texts.newer}
        </button>
      )}
    </div>
  );
}

function Empty(): JSX.Element {
  const { inbox, texts } = useAround();
  return (
    <div class="empty">
      <p class="hello">{texts.hello}</p>
      <p>{inbox.greeting ?? texts.greeting}</p>
      <p class="quiet">{texts.safe}</p>
    </div>
  );
}

function Loading(): JSX.Element {
  const { texts } = useAround();
  return (
    <div class="loading">
      <span class="hidden">{texts.loading}</span>
      <i />
      <i class="own" />
      <i />
    </div>
  );
}

type Following = { box: { current: HTMLDivElement | null }; hasNewer: boolean; follow: () => void; onScroll: () => void };

/** Keeps to the end of the list while the reader is there; elsewhere says that there is something new. */
function useFollowing(count: number, lastIsOwn: boolean, isShown: boolean): Following {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [hasNewer, setHasNewer] = useState(false);
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight });
  useLayoutEffect(() => {
    if (atEnd.current || lastIsOwn) toEnd();
    else setHasNewer(true);
  }, [count, lastIsOwn]);
  useLayoutEffect(() => {
    if (!box.current) return;
    // Pictures that load, a keyboard that opens, the composer that grows: the end stays in view.
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    for (const element of [box.current, box.current.firstElementChild]) if (element) watch.observe(element);
    return () => watch.disconnect();
  }, [isShown]);
  const onScroll = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (atEnd.current) setHasNewer(false);
  };
  return { box, hasNewer, follow: toEnd, onScroll };
}
