import type { Contract, EventOf } from '@app/contracts';
import { EventPattern } from '@nestjs/microservices';
import type { Subscription } from './bus.js';

/** Only `BusStrategy` serves handlers declared here; other transports of the same app pass them over. */
export const BUS_TRANSPORT = Symbol('otklik bus');

/** What `@OnEvents` declares: a subscription without its handler. */
export type EventsHandling<C extends Contract = Contract> = Omit<Subscription<C>, 'onEvents'>;

type EventsHandler<C extends Contract> = (events: readonly EventOf<C>[]) => Promise<void>;

/**
 * Hands a controller's method batches of events: one partition's, in order, committed after the method's result resolved.
 *
 * ```ts
 * @OnEvents({ group: 'router', contracts: [TicketOpened, TicketChanged] })
 * async onTickets(events: readonly (EventOf<typeof TicketOpened> | EventOf<typeof TicketChanged>)[]): Promise<void> {
 * ```
 */
export function OnEvents<C extends Contract>(
  handling: EventsHandling<C>,
): <H extends EventsHandler<C>>(target: object, method: string, descriptor: TypedPropertyDescriptor<H>) => void {
  return EventPattern<string>(handling.group, BUS_TRANSPORT, { handling });
}
