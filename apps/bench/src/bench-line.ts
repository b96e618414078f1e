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

/** JSON for programs, words for people. */
export function print(line: BenchLine, asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify(line)}\n`);
  else process.stdout.write(`${line.bench} ${line.case}: ${line.perSecond}/s, limit ${line.limitPerSecond}/s, ratio ${line.ratio}\n`);
}

/** What is being done, beside the results. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
