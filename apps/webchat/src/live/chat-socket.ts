import { WebSocket } from 'ws';

/** What the library ends a connection with when a frame is longer than it may be (RFC 6455 7.4.1). */
const TOO_LONG = 1009;

/** A socket that says why before it closes on a frame that is too long: the library itself closes without a word. */
export class ChatSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === TOO_LONG && this.readyState === WebSocket.OPEN) {
      this.send(JSON.stringify({ error: { code: 'frame-too-long', text: 'A frame may have 64 kB: send less at once, and files apart.' } }));
    }
    super.close(code, reason);
  }
}
