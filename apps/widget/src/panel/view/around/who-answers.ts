import type { ChatAgent } from '@app/contracts';
import { useAround, useCell } from './around.js';

/** How the chat is called on this page. */
export function useChatName(): string {
  const { inbox, words } = useAround();
  return words.title ?? inbox.name;
}

/** Whoever has the ticket, else who answered last; null: nobody has yet. */
export function useWhoAnswers(): ChatAgent | null {
  const { agent, messages } = useCell(useAround().chat.state);
  return agent ?? messages.findLast(({ author }) => author !== null)?.author ?? null;
}
