import { percentile } from './percentiles.js';

/** One measured case; null for what does not apply. */
export type BenchLine = {
  readonly bench: string;
  readonly case: string;
  readonly perSecond: number | null;
  /** What the same machine does in the same run with the least possible work. */
  readonly limitPerSecond: number | null;
  readonly ratio: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
};

/** A case of throughput against the limit. */
export function rateLine(bench: string, name: string, perSecond: number, limitPerSecond: number): BenchLine {
  const ratio = Math.round((perSecond / limitPerSecond) * 1000) / 1000;
  return {
    bench,
    case: name,
    perSecond: Math.round(perSecond),
    limitPerSecond: Math.round(limitPerSecond),
    ratio,
    p50Ms: null,
    p95Ms: null,
    p99Ms: null,
  };
}

/** A case of waiting. @param delays ms */
export function latencyLine(bench: string, name: string, delays: readonly number[]): BenchLine {
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => Math.round(percentile(delays, share) * 10) / 10);
  return {
    bench,
    case: name,
    perSecond: null,
    limitPerSecond: null,
    ratio: null,
    p50Ms: p50Ms ?? null,
    p95Ms: p95Ms ?? null,
    p99Ms: p99Ms ?? null,
  };
}

/** JSON for programs, words for people. */
export function print(line: BenchLine, asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify(line)}\n`);
  else if (line.ratio === null)
    process.stdout.write(`${line.bench} ${line.case}: p50 ${line.p50Ms} ms, p95 ${line.p95Ms} ms, p99 ${line.p99Ms} ms\n`);
  else process.stdout.write(`${line.bench} ${line.case}: ${line.perSecond}/s, limit ${line.limitPerSecond}/s, ratio ${line.ratio}\n`);
}

/** What is being done, beside the results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
