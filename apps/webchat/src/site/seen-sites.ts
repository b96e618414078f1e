import { asError } from '@app/domain';
import { Config, Log } from '@app/service';
import { noteSeenHost, Store, type WidgetInbox } from '@app/store';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TokenBuckets } from '../visitors/token-bucket.js';

/** How often one site of one inbox is noted by a process. */
const NOTED = { burst: 1, perSecond: 1 / 60 };
/** How many refused sites of one inbox: the names are what anybody says they are. */
const REFUSED = { burst: 20, perSecond: 20 / 60 };
const LONGEST_ORIGIN = 300;

/** What a browser says of the request for the frame's page; `dest` (Sec-Fetch-Dest) only to secure addresses. */
export type FrameRequest = { readonly referer: string | undefined; readonly dest: string };

/**
 * Notes which sites ask for the frame, so that whoever sets a chat up sees that it is there, or why it is not.
 *
 * A browser that blocks the frame tells nobody; but before it does it asks for the page, and names the site that asks (`Referer`) unless
 * the site forbids it (`Referrer-Policy: no-referrer`). An admitted site is known by its visitors' sessions, too.
 */
@Injectable()
export class SeenSites implements OnApplicationShutdown {
  private readonly noted = new TokenBuckets(NOTED);
  private readonly refused = new TokenBuckets(REFUSED);
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly store: Store,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  frameAsked(inbox: WidgetInbox, { referer, dest }: FrameRequest): void {
    if (dest !== 'iframe' && dest !== 'frame') return;
    const origin = originIn(referer);
    // The frame asks for its own page anew when its time is over.
    if (origin !== null && origin !== new URL(this.config.PUBLIC_SITE_URL).origin) this.note(inbox, origin, inbox.origins.includes(origin));
  }

  /** @param page address that the frame was told by the site's own page, whose origin it has checked */
  sessionBegun(inbox: WidgetInbox, page: string | null): void {
    const origin = originIn(page ?? undefined);
    if (origin !== null && inbox.origins.includes(origin)) this.note(inbox, origin, true);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.writing);
  }

  private note(inbox: WidgetInbox, origin: string, admitted: boolean): void {
    const now = performance.now();
    if (!admitted && this.refused.take(inbox.id, now) > 0) return;
    // What became of it is noted at once: who has just allowed a site looks at it again.
    if (this.noted.take(`${inbox.id} ${origin} ${admitted}`, now) > 0) return;
    const written = noteSeenHost(this.store, inbox.id, origin, admitted)
      .catch((error: unknown) => this.log.error('the site of a web chat was not noted', asError(error), { inboxId: inbox.id }))
      .finally(() => this.writing.delete(written));
    this.writing.add(written);
  }
}

function originIn(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && origin.length <= LONGEST_ORIGIN ? origin : null;
}
