import { freePort, MailTalker } from '@app/testing';
import { whyAway } from './why-away.js';

const VAGUE = { code: 'smtp-away', params: { error: 'ETIMEDOUT' } };

const place = (endpoint: { host: string; port: number }) => ({ ...endpoint, tls: 'none', user: 'shop@example.test' }) as const;

describe('why a server is away', () => {
  test('is seen by greeting it once more', async () => {
    const nobody = place({ host: '127.0.0.1', port: await freePort() });
    expect(await whyAway(VAGUE, nobody, 'smtp')).toMatchObject({ code: 'server-refused-connection' });
  });

  test('is not made up where we break off ourselves: before it, and while the server keeps silent', async () => {
    const silent = await MailTalker.start({ protocol: 'smtp', tls: 'none', greeting: null });
    try {
      expect(await whyAway(VAGUE, place(silent.endpoint), 'smtp', AbortSignal.abort())).toEqual(VAGUE);
      expect(await whyAway(VAGUE, place(silent.endpoint), 'smtp', AbortSignal.timeout(200))).toEqual(VAGUE);
    } finally {
      await silent.stop();
    }
  });
});
