import { EventFeed } from '@app/bus';
import { type FeedPart, FeedQuery, ROUTES } from '@app/contracts';
import { Store, type Caller } from '@app/store';
import { Controller, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';
import { feedEvents, FEED_TOPICS } from './feed-events.js';
import { seenBy } from './seen-by.js';

@Controller()
export class EventsController {
  constructor(
    private readonly store: Store,
    private readonly feed: EventFeed,
  ) {}

  /** Without a cursor it says where now is: what happens from here on comes after it. */
  @Serves(ROUTES.readFeed)
  async read(@Query({ schema: FeedQuery }) { after, limit }: FeedQuery, @CalledBy() caller: Caller): Promise<FeedPart> {
    if (after === undefined) return { data: [], next: await this.feed.now() };
    const page = await this.feed.after(after, { topics: FEED_TOPICS, limit });
    return { data: await seenBy(this.store, caller, feedEvents(page.events)), next: page.next };
  }
}
