import { languageOf, words } from '@app/service';
import { WebSocket } from 'ws';

/** What the library ends a connection with when a frame is longer than it may be (RFC 6455 7.4.1). */
const TOO_LONG = 1009;

/** A socket that says why before it closes on a frame that is too long: the library itself closes without a word. */
export class ChatSocket extends WebSocket {
  /** What its browser prefers: an Accept-Language header. */
  acceptLanguage = '';

  override close(code?: number, reason?: string | Buffer): void {
    if (code === TOO_LONG && this.readyState === WebSocket.OPEN) {
      const said = { code: 'frame-too-long', params: {} };
      this.send(JSON.stringify({ error: { code: said.code, text: words(languageOf(this.acceptLanguage)).reason(said) } }));
    }
    super.close(code, reason);
  }
}
