import { buildSite, type Chromium, FaultProxy, startChromium } from '@app/testing';
import { SocketFaults } from './socket-faults.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** A web chat that browsers reach through a proxy with faults to order, and a Chromium. */
export class ChatBehindProxy {
  private constructor(
    readonly chat: WebchatUnderTest,
    readonly chromium: Chromium,
    readonly proxy: FaultProxy,
    readonly faults: SocketFaults,
  ) {}

  static async start(): Promise<ChatBehindProxy> {
    await buildSite('widget');
    const chromium = await startChromium();
    const faults = new SocketFaults();
    let proxy: FaultProxy | undefined;
    const chat = await WebchatUnderTest.start({}, undefined, async (target) => {
      proxy = await FaultProxy.start(target);
      proxy.set(faults.rule);
      return proxy.endpoint;
    });
    if (!proxy) throw new Error('the web chat was started without its proxy');
    return new ChatBehindProxy(chat, chromium, proxy, faults);
  }

  /** Everything gets through again. */
  mend(): void {
    this.faults.fault = 'none';
    this.faults.hits = 0;
  }

  /** From now on nothing of the chat gets through; pages do. */
  cutOff(): void {
    this.faults.fault = 'noChat';
    this.proxy.cutAll();
  }

  async stop(): Promise<void> {
    await this.chromium.stop();
    await this.proxy.stop();
    await this.chat.close();
  }
}
