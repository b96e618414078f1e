import { z } from 'zod';

/** A ticket's number in an address: digits alone, so that each ticket has one address. */
export const TicketNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

/** An id in an address. */
export const PathId = z.uuid();
