import { CONTRACTS, type Contract, type EventOf } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { BusRecord } from './bus.js';

export type Decoded<C extends Contract> =
  | { readonly kind: 'event'; readonly event: EventOf<C> }
  /** Known, and nothing that this group asked for. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable'; readonly reason: Reason };

/** Reads records as the contracts that a group asked for declare them. */
export class EventDecoder<C extends Contract> {
  private readonly wanted: ReadonlyMap<string, C>;

  constructor(contracts: readonly C[]) {
    this.wanted = new Map(contracts.map((declared) => [declared.type, declared]));
  }

  decode(record: BusRecord): Decoded<C> {
    const declared = this.wanted.get(record.type);
    if (declared) return read(record, declared);
    if (KNOWN.has(record.type)) return { kind: 'other' };
    return { kind: 'unreadable', reason: { code: 'event-unknown', params: { type: record.type.slice(0, 200) } } };
  }
}

const KNOWN: ReadonlySet<string> = new Set(CONTRACTS.map((declared) => declared.type));

function read<C extends Contract>(record: BusRecord, declared: C): Decoded<C> {
  let header: unknown;
  try {
    header = JSON.parse(record.data);
  } catch {
    return invalid(record, '', 'not JSON');
  }
  const checked = declared.data.safeParse(header);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return invalid(record, issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  const { id, type, key, at, payload } = record;
  const event = { id, type, topic: declared.topic, key, at, data: checked.data, payload };
  // The schema that belongs to this type was just passed: what TypeScript cannot follow through the map.
  return { kind: 'event', event: event as EventOf<C> };
}

function invalid(record: BusRecord, path: string, problem: string): { kind: 'unreadable'; reason: Reason } {
  return { kind: 'unreadable', reason: { code: 'event-invalid', params: { type: record.type, path, problem: problem.slice(0, 200) } } };
}
