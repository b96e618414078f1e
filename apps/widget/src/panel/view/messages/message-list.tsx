import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { AddressCard } from '../mail/address-card.js';
import { useAround, useCell } from '../around/around.js';
import type { Asking } from '../form/asking.js';
import { Bubble } from './bubble.js';
import { Face } from '../around/face.js';
import { DownIcon } from '../around/icons.js';
import { rowsOf } from './rows.js';
import { useChatName, useWhoAnswers } from '../around/who-answers.js';

/** How far from the end still counts as at the end (px). */
const NEAR_PX = 80;

/**
 * What was said, the newest at the end, which the eye follows.
 *
 * A log whose every change is not read out: one's own words and marks are changes too. `Arrivals` reads new answers out.
 */
export function MessageList({ asking }: { asking: Asking }): JSX.Element {
  const { chat, texts, times } = useAround();
  const { messages, outgoing, isLoading, isShown, isTyping, seenPosition } = useCell(chat.state);
  const rows = rowsOf(messages, outgoing, seenPosition);
  const { box, hasNewer, follow, onScroll } = useFollowing(rows.length, rows.at(-1)?.isOwn ?? false, isShown);
  const now = new Date();
  return (
    <div class="middle">
      <div class="list" role="log" aria-live="off" aria-label={texts.log} aria-busy={isLoading} tabIndex={0} ref={box} onScroll={onScroll}>
        <div class="rows">
          {rows.length === 0 && (isLoading ? <Loading /> : <Empty />)}
          {rows.map((row) => (
            <div key={row.key} class={row.opensGroup ? 'group' : ''}>
              {row.opensDay && <div class="day">{times.date(row.at, now)}</div>}
              <Bubble row={row} />
            </div>
          ))}
          {isTyping && <Typing />}
          <AddressCard />
          <Answered asking={asking} />
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
  const { texts, words } = useAround();
  return (
    <div class="empty">
      <p class="hello">{texts.hello}</p>
      <p dir="auto">{words.greeting ?? texts.greeting}</p>
      <p class="quiet">{texts.safe}</p>
    </div>
  );
}

/** What goes with the first message, and the way back to it. */
function Answered({ asking }: { asking: Asking }): JSX.Element | null {
  const { texts } = useAround();
  const { stage, form } = asking;
  if (stage.at !== 'answered' || !form) return null;
  return (
    <section class="card told" aria-label={texts.form.answers}>
      <p class="topic" dir="auto">
        {form.shown.topic}
      </p>
      {form.shown.answers.map(({ label, value }, at) => (
        <p key={at}>
          <bdi class="quiet">{label}</bdi> <bdi>{value}</bdi>
        </p>
      ))}
      <button type="button" class="plain" onClick={asking.change}>
        {texts.form.change}
      </button>
    </section>
  );
}

function Typing(): JSX.Element {
  const name = useChatName();
  const writer = useWhoAnswers() ?? { name, picture: null };
  return (
    <div class="group said last" aria-hidden="true">
      <Face {...writer} />
      <p class="bubble typing">
        <i />
        <i />
        <i />
      </p>
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
  const lastTop = useRef(0);
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
    // What grew between our own scrolling and this event has moved the end away: only who scrolls back leaves it.
    const isBack = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) atEnd.current = true;
    else if (isBack) atEnd.current = false;
    if (atEnd.current) setHasNewer(false);
  };
  return { box, hasNewer, follow: toEnd, onScroll };
}
