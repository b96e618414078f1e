import type { Sql } from '@app/store';
import { Unfetched } from './unfetched.js';

const REASON = { code: 'mailbox-closed', params: {} };
const at = (uid: number) => ({ folder: 'INBOX', uidValidity: 7n, uid });

/** A database that forgets: what is asked for is in memory. */
const NOWHERE: Sql = { query: async () => [] };

async function opened(now: () => Date = () => new Date(0)): Promise<Unfetched> {
  const unfetched = new Unfetched(NOWHERE, 'inbox', now);
  await unfetched.open();
  return unfetched;
}

describe('Unfetched', () => {
  test('before it is known what failed earlier, nothing is passed', () => {
    expect(() => new Unfetched(NOWHERE, 'inbox').isSetAside(at(1))).toThrow('not known yet');
  });

  test('of a batch that failed all are suspects, and none is set aside', async () => {
    const unfetched = await opened();
    for (let n = 0; n < 5; n += 1) await unfetched.blame([at(1), at(2)], REASON);
    expect([unfetched.isSuspect(at(1)), unfetched.isSuspect(at(3)), unfetched.isSetAside(at(1))]).toEqual([true, false, false]);
    await unfetched.forget(at(1));
    expect(unfetched.isSuspect(at(1))).toBe(false);
  });

  test('three failures by itself set a mail aside; it is due after ten minutes, an hour, and then daily (fail:I4)', async () => {
    let now = 0;
    const unfetched = await opened(() => new Date(now));
    for (let n = 0; n < 3; n += 1) {
      expect(unfetched.isSetAside(at(1))).toBe(false);
      await unfetched.blame([at(1)], REASON);
    }
    expect(unfetched.reason).toEqual({ code: 'mailbox-mails-unfetched', params: { count: 1, folder: 'INBOX', uid: 1 } });
    for (const minutes of [10, 60, 24 * 60, 24 * 60]) {
      now += minutes * 60_000 - 1;
      expect(unfetched.due('INBOX', 7n)).toEqual([]);
      now += 1;
      expect(unfetched.due('INBOX', 7n)).toHaveLength(1);
      await unfetched.blame([at(1)], REASON);
    }
  });

  test('another numbering forgets what was set aside under the old one (fail:I12)', async () => {
    const unfetched = await opened();
    for (let n = 0; n < 3; n += 1) await unfetched.blame([at(1)], REASON);
    await unfetched.forgetOthers('INBOX', 8n);
    expect(unfetched.reason).toBeNull();
  });
});
