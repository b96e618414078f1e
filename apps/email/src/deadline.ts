import { DeskError } from '@app/domain';

/**
 * Gives a server so long to answer.
 *
 * @param onLate ends what hangs, so that nothing is left waiting for it
 * @throws DeskError unavailable/mail-server-silent
 */
export function within<T>(ms: number, work: Promise<T>, onLate: () => void): Promise<T> {
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
      onLate();
      reject(new DeskError('unavailable', 'mail-server-silent', `The mail server has not answered within ${ms} ms.`));
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
