import { patientResolver } from './patient-resolver.js';

describe('waiting for DNS', () => {
  test('answers and refusals are passed on', async () => {
    expect(await patientResolver(async () => ['x'], 1_000)('a.test', 'TXT')).toEqual(['x']);
    const gone = Object.assign(new Error('gone'), { code: 'ENOTFOUND' });
    await expect(patientResolver(() => Promise.reject(gone), 1_000)('a.test', 'TXT')).rejects.toBe(gone);
  });

  test('patience is one for all questions of a mail', async () => {
    const answers: Record<string, () => Promise<string[]>> = {
      'quick.test': () => Promise.resolve(['x']),
      // In time for who had the whole patience still.
      'other.test': () => new Promise((resolve) => setTimeout(resolve, 200, ['x'])),
    };
    const ask = patientResolver((name) => answers[name]?.() ?? new Promise(() => {}), 400);
    await expect(ask('slow.test', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await expect(ask('other.test', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    // What is known already needs no patience.
    expect(await ask('quick.test', 'TXT')).toEqual(['x']);
  });
});
