import { whileMoving, within } from './deadline.js';

const NEVER = new Promise<never>(() => {});
const SILENT = { fault: 'unavailable', code: 'mail-server-silent' };

describe('deadlines', () => {
  test('a server that has not answered in time is given up, and what hangs is ended (fail:I5, fail:I9)', async () => {
    let ended = 0;
    await expect(within(20, NEVER, () => (ended += 1))).rejects.toMatchObject(SILENT);
    expect(ended).toBe(1);
  });

  test('that it was late counts, not what its end throws (fail:I5)', async () => {
    const cut = Promise.withResolvers<never>();
    await expect(within(20, cut.promise, () => cut.reject(new Error('The connection was ended.')))).rejects.toMatchObject(SILENT);
  });

  test('what nobody wants any more ends at once, before it began as well as while it hangs', async () => {
    const stopping = new AbortController();
    let ended = 0;
    const hanging = within(30_000, NEVER, () => (ended += 1), stopping.signal);
    stopping.abort(new Error('stopping'));
    await expect(hanging).rejects.toThrow('stopping');
    await expect(within(30_000, NEVER, () => (ended += 1), stopping.signal)).rejects.toThrow('stopping');
    expect(ended).toBe(2);
  });

  test('a slow one has all the time that it needs, as long as something comes; silent, it is given up (fault:M4)', async () => {
    let bytes = 0;
    let ended = false;
    const begun = performance.now();
    // Each look finds one byte more, for ten times the silence that is borne; then nothing.
    const received = (): number => (performance.now() - begun < 500 ? (bytes += 1) : bytes);
    await expect(whileMoving(50, NEVER, received, () => (ended = true))).rejects.toMatchObject(SILENT);
    expect(performance.now() - begun).toBeGreaterThan(500);
    expect(ended).toBe(true);
  });

  test('what is answered is given; what fails is told', async () => {
    expect(
      await whileMoving(
        30_000,
        Promise.resolve(7),
        () => 0,
        () => {},
      ),
    ).toBe(7);
    await expect(within(30_000, Promise.reject(new Error('cut')), () => {})).rejects.toThrow('cut');
  });
});
