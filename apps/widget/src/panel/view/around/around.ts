import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { ChatInbox, ChatLimits } from '@app/contracts';
import type { Cell } from '../../state/cell.js';
import type { Chat } from '../../chat/chat.js';
import type { Language } from '../../words/languages.js';
import type { Texts } from '../../words/texts.js';
import type { Times } from '../../words/times.js';

/** What every part of the panel needs. */
export type Around = {
  readonly chat: Chat;
  readonly inbox: ChatInbox;
  /** The inbox's own, in the visitor's language. */
  readonly words: ChatInbox['texts']['en'];
  /** Of the inbox's words and of its forms. */
  readonly language: Language;
  readonly limits: ChatLimits;
  readonly locale: string;
  readonly texts: Texts;
  readonly times: Times;
  /** In a site's frame. */
  readonly isFramed: boolean;
  /** Null: there is nothing to close. */
  readonly close: (() => void) | null;
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
