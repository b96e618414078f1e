import { setTimeout as wait } from 'node:timers/promises';
import { asError } from '@app/domain';
import type { HealthCheck, HealthResult } from './platform.js';
import { scrub } from './scrub.js';

export type Finding = HealthResult & { readonly name: string; readonly kind: HealthCheck['kind'] };

const TIMEOUT_MS = 2_000;
/** A result is used again for this long, so that many who ask cost one look. */
const FRESH_MS = 1_000;

/**
 * The process's health checks: the platform's, and what modules add.
 *
 * A check that throws or takes longer than 2 s has failed; checks run side by side, each at most once at a time.
 */
export class HealthChecks {
  readonly #checks: HealthCheck[];
  readonly #looks = new Map<HealthCheck, { at: number; result: Promise<Finding> }>();
  #phase: 'starting' | 'running' | 'stopping' = 'starting';

  constructor(checks: readonly HealthCheck[] = []) {
    this.#checks = [...checks];
  }

  add(check: HealthCheck): void {
    this.#checks.push(check);
  }

  /** Everything is up: from now on the checks tell whether it is ready. */
  started(): void {
    if (this.#phase === 'starting') this.#phase = 'running';
  }

  /** From now on the process is not ready: no new work should come to it. */
  stop(): void {
    this.#phase = 'stopping';
  }

  async ready(): Promise<readonly Finding[]> {
    if (this.#phase !== 'running') return [{ name: 'process', kind: 'ready', ok: false, detail: this.#phase }];
    return Promise.all(this.#checks.filter((check) => check.kind === 'ready').map((check) => this.#look(check)));
  }

  async all(): Promise<readonly Finding[]> {
    return Promise.all(this.#checks.map((check) => this.#look(check)));
  }

  #look(check: HealthCheck): Promise<Finding> {
    const last = this.#looks.get(check);
    if (last && performance.now() - last.at < FRESH_MS) return last.result;
    const result = inTime(check);
    this.#looks.set(check, { at: performance.now(), result });
    return result;
  }
}

async function inTime(check: HealthCheck): Promise<Finding> {
  const answered = new AbortController();
  const late = wait(TIMEOUT_MS, undefined, { signal: answered.signal }).then(
    (): HealthResult => ({ ok: false, detail: `no answer within ${TIMEOUT_MS} ms` }),
  );
  late.catch(() => undefined);
  const looked = check.check().catch((error: unknown): HealthResult => ({ ok: false, detail: scrub(asError(error).message) }));
  const result = await Promise.race([looked, late]);
  answered.abort();
  return { name: check.name, kind: check.kind, ...result };
}
