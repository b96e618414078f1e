import { z } from 'zod';

/** Names the schemas that the OpenAPI document lists under `components`. */
export const apiSchemas = z.registry<{ id: string }>();

/** Gives a schema its name in the OpenAPI document, and so in every client generated from it. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  apiSchemas.add(schema, { id });
  return schema;
}

export const Id = z.uuid();
/** ISO 8601, UTC. */
export const Time = z.iso.datetime();
export const Channel = named('Channel', z.enum(['email', 'telegram', 'webchat']));
export const Language = named('Language', z.enum(['ru', 'en']));
export type Language = z.infer<typeof Language>;
export const Level = z.int().min(1).max(5);

/** Something with a name, enough to show and to link to. */
export const Ref = named('Ref', z.object({ id: Id, name: z.string() }));
export type Ref = z.infer<typeof Ref>;

/** Where an agent's picture lies; null without one. */
export const Picture = z.string().nullable().describe('path below `publicSiteUrl`; the same for ever');

export const AgentRef = named('AgentRef', z.object({ id: Id, name: z.string(), email: z.string(), picture: Picture }));
export type AgentRef = z.infer<typeof AgentRef>;

export const Params = named('Params', z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** A code with its values, and the words made of them in the caller's language. */
export const ReasonText = named('ReasonText', z.object({ code: z.string(), params: Params, text: z.string() }));
export type ReasonText = z.infer<typeof ReasonText>;

/** Who did something. `id` is null where it was the product itself. */
export const Actor = named(
  'Actor',
  z.object({ type: z.enum(['contact', 'agent', 'system']), id: Id.nullable(), name: z.string(), picture: Picture }),
);
export type Actor = z.infer<typeof Actor>;

/** An error as RFC 9457 says it, `application/problem+json`. */
export const Problem = named(
  'Problem',
  z.object({
    type: z.string().describe('`urn:otklik:error:` and the code'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    params: Params,
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
    requestId: z.string(),
  }),
);
export type Problem = z.infer<typeof Problem>;

/** A list: `next` is the cursor of what follows, null at the end. */
export function pageOf<Item extends z.ZodType>(id: string, item: Item) {
  return named(id, z.object({ data: z.array(item), next: z.string().nullable() }));
}

/** A text in one line: line breaks and other controls are spaces, and marks that turn the direction of writing are left out. */
export function plainLine() {
  return z.string().overwrite((text) => text.replace(TURNS, '').replace(CONTROLS, ' ').trim());
}

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A query key that may be given several times. */
export function repeatable<Item extends z.ZodType<string>>(item: Item) {
  return z.union([z.array(item), item.transform((only) => [only])]);
}

/** A query key that is `true` or `false`. */
export const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** A query key that holds a number: text on the wire. */
export function numeric(min: number, max: number) {
  return z.coerce.number().int().min(min).max(max);
}

/** How much of a list at once, and from where. */
export const paging = {
  limit: numeric(1, 100).default(25),
  cursor: z.string().max(1000).optional(),
};

export const PageQuery = z.strictObject(paging);
export type PageQuery = z.infer<typeof PageQuery>;
