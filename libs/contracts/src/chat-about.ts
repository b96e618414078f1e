import { z } from 'zod';

/** What the site tells of its user, and of what they did since their last message. It comes by the visitor's browser: it proves nothing. */
export const ChatAbout = z.object({
  attributes: z
    .record(z.string().min(1).max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
    .refine((all) => Object.keys(all).length <= 20)
    .default({}),
  tags: z.array(z.string().max(40)).max(20).default([]),
  /** Oldest first. */
  did: z.array(z.string().max(200)).max(10).default([]),
});
export type ChatAbout = z.infer<typeof ChatAbout>;
