import { HELLO, type Hello, type PanelSettings, type ToHost, type ToPanel } from '../protocol.js';

/** The site's page around the frame; on its own, when the page was opened by itself. */
export class Host {
  private port: MessagePort | null = null;
  private hear: ((message: ToPanel) => void) | null = null;

  private constructor(
    readonly settings: PanelSettings,
    readonly isFramed: boolean,
  ) {}

  /**
   * Waits for the loader's first word, which only a page of one of these sites may say.
   *
   * @param nullOrigin whether pages without an origin may, too: every file and every sandboxed page calls itself `null`
   */
  static meet(origins: readonly string[], nullOrigin: boolean): Promise<Host> {
    if (window.parent === window) return Promise.resolve(new Host(ON_ITS_OWN, false));
    return new Promise((resolve) => {
      let met: Host | null = null;
      addEventListener('message', ({ source, origin, data, ports: [port] }: MessageEvent<Hello>) => {
        const isAllowed = origins.includes(origin) || (nullOrigin && origin === 'null');
        if (source !== window.parent || !isAllowed || data?.type !== HELLO || !port) return;
        met ??= new Host(data, true);
        met.port?.close();
        met.port = port;
        met.attend();
        resolve(met);
      });
    });
  }

  /** What was said before somebody listens waits, in its order. */
  listen(hear: (message: ToPanel) => void): void {
    this.hear = hear;
    this.attend();
  }

  tell(message: ToHost): void {
    this.port?.postMessage(message);
  }

  private attend(): void {
    const { port, hear } = this;
    // Setting `onmessage` starts the port: until then it keeps what comes.
    if (port && hear) port.onmessage = (event: MessageEvent<ToPanel>) => hear(event.data);
  }
}

const ON_ITS_OWN: PanelSettings = { locale: navigator.language, theme: 'auto', page: '', isEmbedded: false };
