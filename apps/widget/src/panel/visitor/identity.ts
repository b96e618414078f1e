import type { ToHost, ToPanel } from '../../protocol.js';
import { backoffMs } from '../connection/backoff.js';
import { type Effect, type IdentityEvent, NOBODY, step } from './identity-states.js';
import { pause } from '../connection/pause.js';
import { Refused } from '../connection/server-answers.js';

/** How long the chat waits for the site to say who its user is, before it shows what the browser remembers (ms). */
const PATIENCE_MS = 5_000;

export type IdentityOptions = {
  /** @throws Refused identity-*; any other error when the network failed */
  readonly enter: (token: string) => Promise<void>;
  /** Nothing of who we were is left in the browser when it resolves. */
  readonly leave: () => Promise<void>;
  readonly tell: (message: ToHost) => void;
};

/** Who the site's user is: what the site says, one thing after another, until the server has answered each. */
export class Identity {
  private state = NOBODY;
  private settle = (): void => undefined;
  private readonly settled = new Promise<void>((resolve) => (this.settle = resolve));

  constructor(private readonly options: IdentityOptions) {}

  hear(message: ToPanel): void {
    if (message.type === 'identify' || message.type === 'token') this.take({ kind: message.type, token: message.token });
    if (message.type === 'logout') this.take({ kind: 'logout' });
  }

  /** The server knows this browser no longer: the site is asked who its user is. */
  lose(): void {
    this.take({ kind: 'lost' });
  }

  /** What the browser remembers may be somebody else's: resolves when it is known who the site's user is, or that it is not said soon. */
  async ready(): Promise<void> {
    if (this.state.doing === 'nothing') return;
    await Promise.race([this.settled, pause(PATIENCE_MS)]);
  }

  private take(event: IdentityEvent): void {
    const [after, effects] = step(this.state, event);
    this.state = after;
    for (const effect of effects) this.bring(effect);
    if (after.doing === 'nothing') this.settle();
  }

  private bring(effect: Effect): void {
    switch (effect.kind) {
      case 'want-token':
        return this.options.tell({ type: 'token-wanted' });
      case 'identified':
        return this.options.tell({ type: 'identified' });
      case 'error':
        return this.options.tell({ type: 'identify_error', code: effect.code });
      case 'logged-out':
        return this.options.tell({ type: 'logged_out' });
      case 'identify':
        return void this.enter(effect.token);
      case 'leave':
        return void this.options.leave().then(() => this.take({ kind: 'left' }));
    }
  }

  /** For as long as it takes: a token that gets too old meanwhile is refused, and the site is asked for another one. */
  private async enter(token: string): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        await this.options.enter(token);
        return this.take({ kind: 'known' });
      } catch (error) {
        if (error instanceof Refused) return this.take({ kind: 'refused', code: error.code });
      }
      // Who went out meanwhile, or is somebody else, is not kept waiting by a network that is gone.
      if (this.state.next.length > 0) return this.take({ kind: 'refused', code: 'offline' });
      await pause(backoffMs(failures, Math.random()));
    }
  }
}
