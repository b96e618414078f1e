import { useRef } from 'react';
import { api } from '../api/client.js';

/** Telegram and the widget show it for five seconds; the API takes it every four. */
const EVERY_MS = 4_000;

/** Lets the customer see that somebody writes, for as long as keys are pressed. Where it fails nothing is lost. */
export function useSayTyping(number: number, conversation: string | null): () => void {
  const last = useRef(0);
  return () => {
    const now = Date.now();
    if (conversation === null || now - last.current < EVERY_MS) return;
    last.current = now;
    void api.PUT('/tickets/{number}/typing', { params: { path: { number } }, body: { conversation } }).catch(() => undefined);
  };
}
