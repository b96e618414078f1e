import type { z } from 'zod';

/**
 * The streams of the bus. Intake has one for each channel, everything else one for each noun.
 * Each is a Kafka topic of the same name.
 */
export const TOPICS = ['intake.email', 'intake.telegram', 'intake.webchat', 'ticket', 'agent', 'inbox', 'reply'] as const;
export type Topic = (typeof TOPICS)[number];

/** An event, declared once. */
export type Contract<Type extends string = string, Schema extends z.ZodType = z.ZodType> = {
  /** `noun.verb.vN`, past tense. */
  readonly type: Type;
  readonly topic: Topic;
  readonly data: Schema;
  /** Events of one key are delivered in the order they were published. */
  readonly key: (data: z.infer<Schema>) => string;
};

export function contract<const Type extends string, Schema extends z.ZodType>(declared: Contract<Type, Schema>): Contract<Type, Schema> {
  return declared;
}

/**
 * One event on its way.
 *
 * `data` is the JSON header; `payload` carries bytes as bytes (a raw mail, an update as it came), null where there are none.
 */
export type BusEvent<Type extends string = string, Data = unknown> = {
  /** UUIDv7, the same at every redelivery. */
  readonly id: string;
  readonly type: Type;
  readonly topic: Topic;
  readonly key: string;
  /** When it was published, ISO 8601 UTC. Never used for order. */
  readonly at: string;
  readonly data: Data;
  readonly payload: Buffer | null;
};

export type EventOf<C> = C extends Contract<infer Type, infer Schema> ? BusEvent<Type, z.infer<Schema>> : never;
