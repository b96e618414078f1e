import type { ChatUser } from '@app/contracts';
import { Clock, visitorNames } from '@app/service';
import { forgetToken, type Identified, identifyVisitor, Inboxes, readNamed, Store, type Visitor } from '@app/store';
import { Injectable } from '@nestjs/common';
import { VisitorLimits } from '../visitors/visitor-limits.js';
import { type IdentityKeys, verifyIdentity } from './verify-identity.js';

/** How long what was read of an inbox's keys is good for (ms): every page of a busy site brings an identity. */
const FRESH_MS = 2_000;

export type IdentityBrought = {
  readonly inboxId: string;
  /** Whom the browser was until now, and by which token; null: it knows no visitor. */
  readonly browser: { readonly visitorId: string; readonly token: string } | null;
  /** The site's JWT. */
  readonly identity: string;
  readonly locale: string | null;
};

/** Finds out whom a site has named, and makes the browser that visitor. */
@Injectable()
export class Identities {
  private readonly read = new Map<string, { readonly at: number; readonly keys: Promise<IdentityKeys> }>();

  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
    private readonly limits: VisitorLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws DeskError identity-*: as `verifyIdentity`; the browser is then who it was */
  async identify({ inboxId, browser, identity, locale }: IdentityBrought): Promise<Identified & { readonly user: ChatUser }> {
    if (browser) this.limits.spend('sessionOfVisitor', browser.visitorId);
    const named = await verifyIdentity(identity, await this.keysOf(inboxId), this.clock.now());
    const namesOf = (visitorId: string): readonly [string, ...string[]] => visitorNames(visitorId, locale);
    const identified = await identifyVisitor(this.store, { inboxId, browser, named, locale, namesOf });
    return { ...identified, user: (await readNamed(this.store, identified.visitor.id)) ?? { name: named.name, email: named.email } };
  }

  /** The browser's token is good for nothing any more; what was said stays, for who is named so again. */
  forget(visitor: Visitor, token: string): Promise<void> {
    return forgetToken(this.store, visitor, token);
  }

  /** Of inboxes that exist alone: there are few. */
  private keysOf(inboxId: string): Promise<IdentityKeys> {
    const now = performance.now();
    const known = this.read.get(inboxId);
    if (known && now - known.at <= FRESH_MS) return known.keys;
    const keys = this.readKeys(inboxId);
    this.read.set(inboxId, { at: now, keys });
    keys.catch(() => this.read.delete(inboxId));
    return keys;
  }

  private async readKeys(inboxId: string): Promise<IdentityKeys> {
    const { settings, secrets } = await this.inboxes.openOne('webchat', inboxId);
    const previous = secrets.previousIdentityKey;
    return {
      inboxId,
      key: secrets.identityKey ?? null,
      previous: previous ? { key: previous.key, until: new Date(previous.until) } : null,
      publicKey: settings.identityPublicKey,
    };
  }
}
