import { HELLO, type Hello, type PanelSettings, type ToHost, type ToPanel } from '../protocol.js';

/** The site's page around the frame; on its own, when the page was opened by itself. */
export class Host {
  private port: MessagePort | null = null;

  private constructor(
    readonly settings: PanelSettings,
    readonly isFramed: boolean,
  ) {}

  /** Waits for the loader's first word, which only a page of one of these sites may say. */
  static meet(origins: readonly string[], onMessage: (message: ToPanel) => void): Promise<Host> {
    if (window.parent === window) return Promise.resolve(new Host({ locale: navigator.language, theme: 'auto', page: '' }, false));
    return new Promise((resolve) => {
      let met: Host | null = null;
      addEventListener('message', ({ source, origin, data, ports: [port] }: MessageEvent<Hello>) => {
        if (source !== window.parent || !origins.includes(origin) || data?.type !== HELLO || !port) return;
        met ??= new Host(data, true);
        met.port?.close();
        met.port = port;
        port.onmessage = (event: MessageEvent<ToPanel>) => onMessage(event.data);
        resolve(met);
      });
    });
  }

  tell(message: ToHost): void {
    this.port?.postMessage(message);
  }
}
