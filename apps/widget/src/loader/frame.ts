import { HELLO, type Hello, type PanelSettings, type ToHost, type ToPanel } from '../protocol.js';

/** How long the frame may take until its panel answers (ms). */
const PATIENCE_MS = 10_000;

export type Frame = { readonly element: HTMLIFrameElement; tell(message: ToPanel): void; remove(): void };

/**
 * Makes the panel's frame and meets its panel by a MessageChannel.
 *
 * @param settings asked anew whenever the frame loads
 * @param first what the panel is told right after them
 * @param onUnreachable called once if the panel has not answered in time
 */
export function makeFrame(
  url: URL,
  settings: () => PanelSettings,
  first: readonly ToPanel[],
  onMessage: (message: ToHost) => void,
  onUnreachable: () => void,
): Frame {
  const element = document.createElement('iframe');
  const timer = setTimeout(onUnreachable, PATIENCE_MS);
  let port: MessagePort | undefined;
  const tell = (message: ToPanel): void => {
    try {
      port?.postMessage(message);
    } catch (error) {
      // Of the site's, and no browser can copy it: the page's own error, which takes nothing else along.
      reportError(error);
    }
  };
  element.src = url.href;
  element.onload = () => {
    const { port1, port2 } = new MessageChannel();
    port?.close();
    port = port1;
    port.onmessage = ({ data }: MessageEvent<ToHost>) => {
      clearTimeout(timer);
      onMessage(data);
    };
    const hello: Hello = { type: HELLO, ...settings() };
    // Only a page of this very origin gets the other end; whatever else the frame may show hears nothing.
    element.contentWindow?.postMessage(hello, url.origin, [port2]);
    first.forEach(tell);
  };
  return {
    element,
    tell,
    remove() {
      clearTimeout(timer);
      port?.close();
      element.remove();
    },
  };
}
