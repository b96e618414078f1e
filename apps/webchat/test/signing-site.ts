import { Inboxes, Secrets } from '@app/store';
import { SignJWT } from 'jose';
import type { WebchatUnderTest } from './webchat-under-test.js';

/** The organisation's own site: it has the key of the web chat, and signs who its users are. */
export class SigningSite {
  private constructor(
    private readonly inboxId: string,
    private readonly key: string,
  ) {}

  /** Makes the inbox's key, or a new one. */
  static async of(chat: WebchatUnderTest, inboxId = chat.inboxId): Promise<SigningSite> {
    const inboxes = new Inboxes(chat.store, Secrets.fromSecret('a secret of the tests, long enough'));
    const { key } = await chat.store.transaction((tx) => inboxes.renewIdentityKey(tx, inboxId));
    return new SigningSite(inboxId, key);
  }

  /** @param claims laid over those of a good identity; undefined takes one away */
  sign(sub: string, claims: object = {}): Promise<string> {
    const exp = Math.floor(Date.now() / 1_000) + 240;
    return new SignJWT({ sub, aud: this.inboxId, exp, ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(this.key));
  }
}
