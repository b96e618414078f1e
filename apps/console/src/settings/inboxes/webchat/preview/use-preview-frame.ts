import type { ChatPreview, PreviewHello } from '@app/contracts';
import { type RefObject, useEffect, useRef, useState } from 'react';

const HELLO: PreviewHello = 'otklik:preview';

/** How long the frame's page may take until it shows something (ms). */
const PATIENCE_MS = 8_000;

/** `silent`: nothing came; its address may not be reached, or may not be embedded from here. */
export type FrameState = 'loading' | 'shown' | 'silent';

/**
 * Meets the preview's page by a MessageChannel, which its exact origin alone is handed, and tells it what to show with each change.
 *
 * @param site where Otklik's customers' side is
 */
export function usePreviewFrame(site: string, shown: ChatPreview): { frame: RefObject<HTMLIFrameElement | null>; state: FrameState } {
  const frame = useRef<HTMLIFrameElement>(null);
  const port = useRef<MessagePort | null>(null);
  const [state, setState] = useState<FrameState>('loading');
  const said = JSON.stringify(shown);
  const latest = useRef(said);
  latest.current = said;

  useEffect(() => {
    const element = frame.current;
    const timer = setTimeout(() => setState('silent'), PATIENCE_MS);
    const meet = (): void => {
      const { port1, port2 } = new MessageChannel();
      port.current?.close();
      port.current = port1;
      port1.onmessage = () => {
        clearTimeout(timer);
        setState('shown');
      };
      element?.contentWindow?.postMessage(HELLO, new URL(site).origin, [port2]);
      port1.postMessage(JSON.parse(latest.current));
    };
    element?.addEventListener('load', meet);
    return () => {
      clearTimeout(timer);
      element?.removeEventListener('load', meet);
      port.current?.close();
      port.current = null;
    };
  }, [site]);

  useEffect(() => port.current?.postMessage(JSON.parse(said)), [said]);
  return { frame, state };
}
