/**
 * The places of the pipeline contract (`security.md` 5) where a fault campaign ends the process, before and after the
 * durable act. Without an armed fault they do nothing.
 */
export type CommitPoint = `${'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6' | 'W7'}:${'before' | 'after'}`;

let armed: CommitPoint | null = null;

/** Arms a fault: the process ends itself (SIGKILL) when it next passes the point. Only `runService` calls it. */
export function armFault(point: CommitPoint | null): void {
  armed = point;
}

export function commitPoint(point: CommitPoint): void {
  if (armed === point) process.kill(process.pid, 'SIGKILL');
}
