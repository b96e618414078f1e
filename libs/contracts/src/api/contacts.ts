import { z } from 'zod';
import { Channel, Id, named, pageOf, paging, Time } from './shapes.js';

export const Contact = named(
  'Contact',
  z.object({
    id: Id,
    name: z.string(),
    language: z.string().nullable(),
    createdAt: Time,
    identities: z.array(z.object({ id: Id, channel: Channel, address: z.string(), provedAt: Time.nullable(), how: z.string().nullable() })),
  }),
);
export type Contact = z.infer<typeof Contact>;
export const ContactPage = pageOf('ContactPage', Contact);

export const ContactQuery = z.strictObject({ ...paging, q: z.string().trim().max(200).optional() });
export type ContactQuery = z.infer<typeof ContactQuery>;

export const ChangeContact = named(
  'ChangeContact',
  z.strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .nullable()
      .optional(),
  }),
);
export type ChangeContact = z.infer<typeof ChangeContact>;
