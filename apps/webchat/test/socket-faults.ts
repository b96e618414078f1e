import type { Direction, FaultRule, FaultVerdict } from '@app/testing';

/**
 * What networks do to the sockets of a chat, seen from a proxy in front of it. Plain calls pass, except where a fault says so.
 *
 * `noUpgrade`: as a proxy that was never told of WebSockets: it leaves the header out · `deafClient`, `deafServer`: frames one way are
 * dropped, while the connection stays · `noStored`: cut when the server says that it has a message, before the browser hears it ·
 * `noChat`: nothing of the chat gets through, while pages do · `away`: nothing does
 */
export type SocketFault = 'none' | 'noUpgrade' | 'deafClient' | 'deafServer' | 'noStored' | 'noChat' | 'away';

const UPGRADE = /^(upgrade: websocket|connection: upgrade)\r\n/gim;

export class SocketFaults {
  fault: SocketFault = 'none';
  /** How often a fault did something. */
  hits = 0;
  /** Connections that became sockets. */
  private readonly sockets = new Set<number>();

  readonly rule: FaultRule = (piece, direction, nth) => {
    const verdict = this.judge(piece, direction, nth);
    if (verdict !== 'pass') this.hits += 1;
    return verdict;
  };

  private judge(piece: Buffer, direction: Direction, nth: number): FaultVerdict {
    const isSocket = this.sockets.has(nth);
    if (direction === 'toClient' && piece.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101') this.sockets.add(nth);
    const text = piece.toString('latin1');
    switch (this.fault) {
      case 'none':
        return 'pass';
      case 'away':
        return 'cut';
      case 'noChat':
        return isSocket || / \/chat\/v1\//.test(text.slice(0, 60)) ? 'cut' : 'pass';
      case 'noUpgrade':
        return text.startsWith('GET /chat/v1/live') ? { replace: Buffer.from(text.replaceAll(UPGRADE, ''), 'latin1') } : 'pass';
      case 'deafClient':
        return isSocket && direction === 'toClient' ? 'swallow' : 'pass';
      case 'deafServer':
        return isSocket && direction === 'toServer' ? 'swallow' : 'pass';
      case 'noStored':
        return direction === 'toClient' && text.includes('{"stored":') ? 'cut' : 'pass';
    }
  }
}
