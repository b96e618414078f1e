import { statSync } from 'node:fs';

/**
 * The order of suites in `npm test`: what takes longest begins first, so that no core waits for the other at the end.
 *
 * By itself jest goes by the size of files where it has not seen them run, as on a fresh clone: the buses, whose suites stand in other
 * files, would come last of all. Of the words, the first that a suite's path holds counts; the longest suites have the first words.
 */
const SLOW = [
  'on-screen',
  'bus/src/postgres-bus',
  'bus/src/kafka',
  'two-hundred-chats',
  'sending',
  'connecting',
  'lock-order',
  'panel-looks',
  'lost-nothing',
  'away',
  'widget.int',
  'two-tabs',
  'oauth',
  'check-mailbox',
  'proxies',
  'host-pages',
  'kafka',
  'fuzz',
  'mutated-updates',
  'composed-mails',
  'import-rules',
];

/** What jest asks of a sequencer; nothing is remembered from one run to the next. */
export default class SlowFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other) || statSync(other.path).size - statSync(one.path).size);
  }

  shard(tests) {
    return tests;
  }

  allFailedTests() {
    return [];
  }

  cacheResults() {}
}

function rank({ path }) {
  const at = SLOW.findIndex((word) => path.includes(word));
  return at < 0 ? SLOW.length : at;
}
