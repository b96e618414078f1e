import { hostileMails } from '@app/testing';
import { MailWorkers } from '../src/workers/mail-workers.js';

/** CPU of one mail, ms: half of what ends its thread, so that a slower machine takes it too. */
const LIMIT_MS = 1_000;

describe('a mail made to hang its reader (security.md 1 D and 2)', () => {
  const workers = new MailWorkers({ threads: 1, cpuLimitMs: LIMIT_MS });

  beforeAll(async () => {
    // Compiled once, as in a process that runs.
    for (const { raw } of hostileMails(0.01)) await workers.parse([raw]);
  });

  afterAll(() => workers.close());

  test.each(hostileMails())('$name: read within the limit, or refused at once', async ({ raw }) => {
    const [mail] = await workers.parse([raw]);
    expect(mail?.problem ?? 'none').not.toBe('mail-too-hard');
  });
});
