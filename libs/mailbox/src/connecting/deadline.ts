import { DeskError } from '@app/domain';

/**
 * Gives a server so long to answer.
 *
 * @param onLate ends what hangs, so that nothing is left waiting for it
 * @param signal fires when nobody wants the answer any more: what hangs is ended then, too
 * @throws DeskError unavailable/mail-server-silent; the signal's reason
 */
export async function within<T>(ms: number, work: Promise<T>, onLate: () => void, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return await inTime(ms, work, onLate);
  const unwanted = Promise.withResolvers<never>();
  unwanted.promise.catch(() => {});
  const abort = (): void => {
    unwanted.reject(signal.reason);
    onLate();
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await inTime(ms, Promise.race([work, unwanted.promise]), onLate);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function inTime<T>(ms: number, work: Promise<T>, onLate: () => void): Promise<T> {
  return race(
    work,
    (late) => {
      const timer = setTimeout(() => late(ms), ms);
      return () => clearTimeout(timer);
    },
    onLate,
  );
}

/**
 * Gives a server that sends much as long as it needs, as long as something comes: slow is not silent (`fault:M4`).
 *
 * @param silenceMs without a byte
 * @param received bytes so far
 * @throws DeskError unavailable/mail-server-silent
 */
export function whileMoving<T>(silenceMs: number, work: Promise<T>, received: () => number, onLate: () => void): Promise<T> {
  return race(
    work,
    (late) => {
      let seen = received();
      let quiet = 0;
      const timer = setInterval(() => {
        const now = received();
        quiet = now === seen ? quiet + 1 : 0;
        seen = now;
        if (quiet === 2) late(silenceMs);
      }, silenceMs / 2);
      return () => clearInterval(timer);
    },
    onLate,
  );
}

async function race<T>(work: Promise<T>, watch: (late: (ms: number) => void) => () => void, onLate: () => void): Promise<T> {
  let stop = (): void => {};
  const tooLate = new Promise<never>((_, reject) => {
    stop = watch((ms) => {
      // First: what the end of it throws says less.
      reject(new DeskError('unavailable', 'mail-server-silent', `The mail server has not answered within ${ms} ms.`));
      onLate();
    });
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    stop();
    // When it was late, what it still says concerns nobody.
    work.catch(() => {});
  }
}
