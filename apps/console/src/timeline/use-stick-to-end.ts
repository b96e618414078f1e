import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within so many pixels of the end, the agent is reading the end. */
const NEAR = 80;
/** Above a message that is longer than the screen, pixels. */
const ROOM_ABOVE = 10;

type Sticky = { scroll: RefObject<HTMLDivElement | null>; content: RefObject<HTMLDivElement | null>; atEnd: boolean; toEnd: () => void };

/** Opens a timeline at its last message and keeps it there while it grows, unless the agent has scrolled up. */
export function useStickToEnd(): Sticky {
  const scroll = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = (): void => {
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  };
  const jump = (): void => {
    toEnd();
    const last = content.current?.lastElementChild;
    const over = scroll.current && last ? scroll.current.getBoundingClientRect().top - last.getBoundingClientRect().top : 0;
    // What is longer than the screen is read from its beginning.
    if (scroll.current && over > 0) scroll.current.scrollTop -= over + ROOM_ABOVE;
  };
  useLayoutEffect(jump, []);
  useEffect(() => {
    const box = scroll.current;
    const inner = content.current;
    if (!box || !inner) return;
    const onScroll = (): void => {
      stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      setAtEnd(stuck.current);
    };
    // Frames of HTML mail and images find their height late; a growing composer makes the box smaller.
    const grown = new ResizeObserver(() => stuck.current && jump());
    grown.observe(inner);
    grown.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);
  return { scroll, content, atEnd, toEnd };
}
