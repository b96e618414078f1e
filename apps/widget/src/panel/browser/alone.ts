/** How long another tab is waited for (ms). */
const PATIENCE_MS = 20_000;

/**
 * Does the work while no other tab of this browser does: two that begin at once are one visitor.
 *
 * Where the frame's storage is forbidden, locks are too, and tabs know nothing of each other anyway. A tab that was put to sleep may hold
 * the lock for hours: whoever has waited long enough goes on without, which the server makes harmless.
 */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  let outcome: Promise<T> | null = null;
  const begin = (): Promise<T> => (outcome ??= work());
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, begin);
  } catch {
    // Forbidden, waited for too long, or the work itself failed, which is told below.
  }
  return begin();
}
