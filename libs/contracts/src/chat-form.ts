import { z } from 'zod';

const Slug = z.string().regex(/^[a-z0-9-]{1,40}$/, 'input-not-slug');

/** A few words in each language that visitors are spoken to in. */
const Words = z.strictObject({ ru: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) });

const Field = { id: Slug, label: Words, required: z.boolean().default(false) };

/** One question of a form. */
export const ChatFormField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['text', 'email', 'number', 'textarea']), ...Field }),
  z.strictObject({ kind: z.literal('choice'), ...Field, options: z.array(Words).min(2).max(50) }),
]);
export type ChatFormField = z.infer<typeof ChatFormField>;

/** What a visitor is asked before a chat on one topic (`need:S16`). */
export const ChatForm = z.strictObject({
  id: Slug,
  topic: Words,
  /** Whose ticket it becomes; null: the inbox's own team's. */
  teamId: z.uuid().nullable().default(null),
  /** None: the topic alone is asked for. */
  fields: z.array(ChatFormField).max(20).superRefine(areApart).default([]),
});
export type ChatForm = z.infer<typeof ChatForm>;

/** A form as it is asked: `version` is another when another set of answers would do. */
export type ShownForm = ChatForm & { readonly version: string };

/** Answers of one form; a browser that has an older form may know other fields than we do. */
const MOST_ANSWERS = 40;

/**
 * What a visitor answered: values by the fields' ids. Of a choice the option's words, in either language: its place may be another's by now. Whoever
 * answers the form as it is may send its place from 0 as well.
 */
export const ChatFormAnswers = z.object({
  id: Slug,
  answers: z.record(Slug, z.string().max(2_000)).refine((answers) => Object.keys(answers).length <= MOST_ANSWERS),
  /** Of the form that was answered, if it may be another than the inbox has now; null: the one that it has. */
  version: z.string().max(40).nullable().default(null),
});
export type ChatFormAnswers = z.infer<typeof ChatFormAnswers>;

/** What a visitor answered, in the words that they saw: the settings may say something else tomorrow. */
export const AnsweredForm = z.object({
  id: z.string(),
  /** In the visitor's language. */
  topic: z.string(),
  /** The same in the inbox's: what the ticket is called. */
  subject: z.string(),
  /** Whose ticket it becomes; null: the inbox's own team's. */
  teamId: z.uuid().nullable(),
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type AnsweredForm = z.infer<typeof AnsweredForm>;

/** Each has an id of its own. */
export function areApart(all: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  all.forEach(({ id }, n) => {
    if (all.findIndex((one) => one.id === id) < n) context.addIssue({ code: 'custom', message: 'input-id-twice', path: [n, 'id'] });
  });
}
