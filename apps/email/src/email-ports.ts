import { Bus } from '@app/bus';
import { Blobs, Deliveries, Inboxes, OAuthGrants, Store } from '@app/store';
import { Injectable } from '@nestjs/common';

/** What serving a mailbox needs of the outside. */
@Injectable()
export class EmailPorts {
  constructor(
    readonly store: Store,
    readonly bus: Bus,
    readonly blobs: Blobs,
    readonly deliveries: Deliveries,
    readonly inboxes: Inboxes,
    readonly grants: OAuthGrants,
  ) {}
}
