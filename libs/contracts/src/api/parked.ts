import { z } from 'zod';
import { Id, named, pageOf, ReasonText, Time } from './shapes.js';

/** An event that was parked, with its reason. */
export const Parked = named(
  'Parked',
  z.object({
    id: Id,
    group: z.string(),
    eventId: Id,
    topic: z.string(),
    type: z.string(),
    at: Time.describe('when it was published'),
    parkedAt: Time,
    reason: ReasonText,
    attempts: z.int(),
    size: z.int().describe('bytes of its payload'),
  }),
);
export type Parked = z.infer<typeof Parked>;
export const ParkedPage = pageOf('ParkedPage', Parked);
