import { z } from 'zod';

/** A ticket's number in an address. */
export const TicketNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** An id in an address. */
export const PathId = z.uuid();
