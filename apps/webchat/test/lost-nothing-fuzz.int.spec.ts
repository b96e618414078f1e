import { CHAT_FRAMES } from '@app/contracts';
import { until } from '@app/testing';
import { fc, FUZZ_SEED } from '@app/fuzz';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const FRAMES = 10_000;
/** Of one socket: fewer mistakes than are answered at once. */
const OF_ONE = 50;

const names = fc.constantFrom(...Object.keys(CHAT_FRAMES), '__proto__', 'constructor', 'toString', 'base', 'eval', '');
const json = fc.jsonValue({ maxDepth: 3 });
const bodies = fc.oneof(
  json,
  fc.record({ token: json, after: json, clientId: json, text: json, position: json, email: json, identity: json }),
);
const frames = fc.oneof(
  fc.string(),
  json.map((value) => JSON.stringify(value)),
  fc.tuple(names, bodies).map(([name, body]) => `{${JSON.stringify(name)}:${JSON.stringify(body)}}`),
  fc.tuple(names, bodies, names).map(([name, body, more]) => `{${JSON.stringify(name)}:${JSON.stringify(body)},${JSON.stringify(more)}:1}`),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

/** What may be told of what cannot be read: nothing of the program, of others, or of what was sent. */
const INSIDES = /\bat .+:\d+|node_modules|\/(apps|libs|root|work|home)\/|postgres|select |undefined|\[object|Error:/i;

describe(`ten thousand frames that nobody expects, FUZZ_SEED=${FUZZ_SEED}`, () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  /** Sends them over as many sockets as it takes. @returns codes and texts of what was answered, and how often */
  async function answersTo(connect: () => Promise<VisitorClient>): Promise<Map<string, string>> {
    const told = new Map<string, string>();
    const all = fc.sample(frames, { numRuns: FRAMES });
    for (let from = 0; from < all.length; from += OF_ONE) {
      const client = await connect();
      for (const frame of all.slice(from, from + OF_ONE)) client.socket.send(frame);
      client.send({ ping: {} });
      await until('all are answered', () => client.closedWith !== null || client.answers.some((answer) => 'pong' in answer), {
        timeoutMs: 30_000,
      });
      for (const { code, text } of client.errors) told.set(code, text);
      client.close();
    }
    return told;
  }

  test('threat:G3 without a token: few known answers, none of which tells of the inside', async () => {
    const told = await answersTo(() => VisitorClient.connect(chat.site));
    expect([...told.keys()].filter((code) => !['frame-unreadable', 'hello-first', 'visitor-unknown'].includes(code))).toEqual([]);
    for (const text of told.values()) expect(text).not.toMatch(INSIDES);
  }, 120_000);

  test('threat:G3 with a token: known answers alone, and whoever is connected goes on', async () => {
    const neighbour = await VisitorClient.hello(chat.site, (await chat.openSession()).token);
    // Each socket has a visitor of its own: a frame that says goodbye ends what its visitor may do.
    const told = await answersTo(async () => VisitorClient.hello(chat.site, (await chat.openSession()).token));
    expect(told.has('bug')).toBe(false);
    for (const [code, text] of told) expect([code, text]).toEqual([expect.stringMatching(/^[a-z-]+$/), expect.not.stringMatching(INSIDES)]);
    await neighbour.say('still here');
    await neighbour.sees('still here');
    neighbour.close();
  }, 120_000);
});
