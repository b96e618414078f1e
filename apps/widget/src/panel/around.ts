import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { ChatInbox, ChatLimits } from '@app/contracts';
import type { Cell } from './cell.js';
import type { Chat } from './chat.js';
import type { Texts } from './texts.js';
import type { Times } from './times.js';

/** What every part of the panel needs. */
export type Around = {
  readonly chat: Chat;
  readonly inbox: ChatInbox;
  readonly limits: ChatLimits;
  readonly locale: string;
  readonly texts: Texts;
  readonly times: Times;
  /** In a site's frame: it can be closed. */
  readonly isFramed: boolean;
  readonly close: () => void;
};

export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (!around) throw new Error('a part of the panel outside of it');
  return around;
}

/** The cell's value, and a new rendering with each change. */
export function useCell<T extends object>(cell: Cell<T>): T {
  const [value, setValue] = useState(cell.value);
  useLayoutEffect(() => {
    const take = (): void => setValue(cell.value);
    // It may have changed between the rendering and now.
    take();
    return cell.subscribe(take);
  }, [cell]);
  return value;
}
