import type { BusEvent } from '@app/contracts';
import { v5 as nameId, validate as isId } from 'uuid';
import type { BusRecord } from './bus.js';

/** What goes to a Kafka topic: the payload is the value, everything else is in headers, the event's data as JSON in one. */
export type KafkaRecord = {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer | null;
  /** Absent: chosen by the key. */
  readonly partition?: number;
  readonly headers: { readonly id: string; readonly type: string; readonly at: string; readonly data: string };
};

/** What comes from one, by whomever it was written. */
export type FetchedRecord = {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
};

/** Names what has no id of its own; any fixed UUID would do. */
const NAMESPACE = '6d6f2a52-9c5e-4b63-8d0b-2f2c8a1f6a11';

/** An event of the log keeps its partition's number, so that what was read together is appended together: one write, not sixteen. */
export type OutgoingEvent = BusEvent & { readonly partition?: number };

export function toKafkaRecord(event: OutgoingEvent): KafkaRecord {
  const { id, type, topic, key, at, payload, partition } = event;
  return {
    topic,
    key,
    value: payload,
    ...(partition !== undefined && { partition }),
    headers: { id, type, at, data: JSON.stringify(event.data) },
  };
}

/**
 * Reads a record as far as it can be read. What is no event of ours (no headers, a broken id) gets an id made of its place, so
 * that it can be parked once and not again.
 */
export function fromKafkaRecord(topic: string, partition: number, fetched: FetchedRecord): BusRecord {
  const { headers, offset } = fetched;
  const id = headerText(headers.id);
  const at = new Date(headerText(headers.at) || Number(fetched.timestamp));
  return {
    id: isId(id) ? id : nameId(`${topic}/${partition}/${offset}`, NAMESPACE),
    type: headerText(headers.type),
    topic,
    key: fetched.key?.toString() ?? '',
    at: (Number.isNaN(at.getTime()) ? new Date(Number(fetched.timestamp)) : at).toISOString(),
    data: headerText(headers.data),
    payload: fetched.value,
    offset: BigInt(offset),
  };
}

function headerText(header: Buffer | string | (Buffer | string)[] | undefined): string {
  const value = Array.isArray(header) ? header[0] : header;
  return value?.toString() ?? '';
}
