import type { Resolve } from './dns-cache.js';

/**
 * A resolver that waits only so long for all the answers of one mail together; what comes later counts as not answered.
 *
 * Waiting counts, not work: a mail is not to blame for a busy machine.
 */
export function patientResolver(resolve: Resolve, patienceMs: number): Resolve {
  let left = patienceMs;
  return async (name, type) => {
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error(`No answer in time: ${type} ${name}`), { code: 'ETIMEOUT' })),
        Math.max(left, 0),
      );
    });
    try {
      return await Promise.race([resolve(name, type), late]);
    } finally {
      clearTimeout(timer);
      left -= performance.now() - started;
    }
  };
}
