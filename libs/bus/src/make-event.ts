import type { BusEvent, Contract, EventOf } from '@app/contracts';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { z } from 'zod';

/**
 * Makes an event of what its contract declares.
 *
 * @param payload bytes that travel beside the header; large ones go by claim check (`claimCheck`)
 * @throws ZodError when the data is not what the contract declares: a bug of the producer
 */
export function makeEvent<C extends Contract>(declared: C, data: z.input<C['data']>, payload: Buffer | null = null): EventOf<C> {
  const checked = declared.data.parse(data);
  const event: BusEvent = {
    id: newId(),
    type: declared.type,
    topic: declared.topic,
    key: storable(declared.key(checked)),
    at: new Date().toISOString(),
    data: checked,
    payload,
  };
  return event as EventOf<C>;
}

/** Keys hold what strangers wrote (a sender's address); PostgreSQL takes neither NUL nor half a surrogate pair. */
function storable(key: string): string {
  return key.replaceAll(/\0|\p{Surrogate}/gu, '');
}
