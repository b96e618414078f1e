import { DeskError } from '@app/domain';

/**
 * Gives a server so long to answer.
 *
 * @param onLate ends what hangs, so that nothing is left waiting for it
 * @throws DeskError unavailable/mail-server-silent
 */
export async function within<T>(ms: number, work: Promise<T>, onLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      reject(new DeskError('unavailable', 'mail-server-silent', `The mail server has not answered within ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // When it was late, what it still says concerns nobody.
    work.catch(() => {});
  }
}
