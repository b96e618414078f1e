import { Store, type Visitor, visitorsByTokens, visitorUnknown } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Tokens looked up in one statement. */
const MOST_AT_ONCE = 500;

type Asked = { readonly token: string } & Pick<PromiseWithResolvers<Visitor>, 'resolve' | 'reject'>;

/** Finds out who opens sockets. Whoever comes while one look-up is under way is in the next: thousands at once cost a few statements. */
@Injectable()
export class Hellos {
  private waiting: Asked[] = [];
  private isAsking = false;

  constructor(private readonly store: Store) {}

  /** @throws DeskError forbidden/visitor-unknown, unavailable/* */
  visitorOf(token: string): Promise<Visitor> {
    const { promise, resolve, reject } = Promise.withResolvers<Visitor>();
    this.waiting.push({ token, resolve, reject });
    if (!this.isAsking) void this.askAll();
    return promise;
  }

  private async askAll(): Promise<void> {
    this.isAsking = true;
    while (this.waiting.length > 0) await this.ask(this.waiting.splice(0, MOST_AT_ONCE));
    this.isAsking = false;
  }

  private async ask(asked: readonly Asked[]): Promise<void> {
    try {
      const visitors = await visitorsByTokens(
        this.store,
        asked.map(({ token }) => token),
      );
      for (const { token, resolve, reject } of asked) {
        const visitor = visitors.get(token);
        if (visitor) resolve(visitor);
        else reject(visitorUnknown());
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
