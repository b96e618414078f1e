/**
 * The places of the pipeline contract (`security.md` 5) where a fault campaign ends the process, before and after the
 * durable act. Without an armed fault they do nothing. W7 is the commit of `sending`, W7-result that of what came of it.
 */
export type CommitPoint = `${'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6' | 'W7' | 'W7-result'}:${'before' | 'after'}`;

let armed: CommitPoint | null = null;

/** Arms a fault: the process ends itself (SIGKILL) when it next passes the point. Only `runService` calls it. */
export function armFault(point: CommitPoint | null): void {
  armed = point;
}

export function commitPoint(point: CommitPoint): void {
  if (armed === point) process.kill(process.pid, 'SIGKILL');
}
