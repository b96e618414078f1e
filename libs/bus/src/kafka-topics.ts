import { TOPICS } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { KafkaAdmin, TopicSettings } from './kafkajs/kafka-admin.js';

/** Partitions of each topic: at most so many processes share a group's work. More would move keys to other partitions. */
const PARTITIONS = 16;
const DAYS_14_MS = 14 * 86_400_000;

export type TopicsMigrated = { readonly created: readonly string[]; readonly changed: readonly string[] };

export type TopicCheck = {
  /** `host:port` as the brokers name themselves: what clients are sent to (fail:K15). */
  readonly brokers: readonly string[];
  readonly problems: readonly { readonly topic: string; readonly problem: Reason }[];
};

/**
 * Makes the topics, and sets what their durability rests on. Run again it changes nothing; what an operator set besides stays.
 *
 * @throws DeskError unavailable/bus-away
 */
export async function migrateTopics(brokers: readonly string[]): Promise<TopicsMigrated> {
  return withAdmin(brokers, async (admin) => {
    const wanted = topicsFor((await admin.brokers()).length);
    const existing = new Map((await admin.topics(TOPICS)).map((topic) => [topic.topic, topic]));
    const missing = wanted.filter(({ topic }) => !existing.has(topic));
    await admin.create(missing);
    const changed: string[] = [];
    for (const topic of wanted) {
      const now = existing.get(topic.topic);
      if (now && (await change(admin, now, topic))) changed.push(topic.topic);
    }
    return { created: missing.map((topic) => topic.topic), changed };
  });
}

/** What is wrong with the topics now, for `doctor`. */
export async function checkTopics(brokers: readonly string[]): Promise<TopicCheck> {
  return withAdmin(brokers, async (admin) => {
    const named = await admin.brokers();
    const existing = new Map((await admin.topics(TOPICS)).map((topic) => [topic.topic, topic]));
    const problems = topicsFor(named.length).flatMap((topic) =>
      problemsOf(topic, existing.get(topic.topic)).map((problem) => ({ topic: topic.topic, problem })),
    );
    return { brokers: named, problems };
  });
}

/**
 * Kafka acknowledges from memory. With three brokers two of them have what is acknowledged; with fewer the one that leads
 * writes it to disk first (costs little: 16k/s instead of 19k/s in batches of 500).
 */
function topicsFor(brokers: number): TopicSettings[] {
  const safe = brokers >= 3;
  const settings: Record<string, string> = {
    'cleanup.policy': 'delete',
    'retention.ms': String(DAYS_14_MS),
    'unclean.leader.election.enable': 'false',
    ...(safe ? { 'min.insync.replicas': '2' } : { 'flush.messages': '1' }),
  };
  return TOPICS.map((topic) => ({ topic, partitions: PARTITIONS, replication: safe ? 3 : 1, settings }));
}

/** @returns whether anything had to be changed */
async function change(admin: KafkaAdmin, is: TopicSettings, wanted: TopicSettings): Promise<boolean> {
  const unset = unsetIn(is, wanted).length > 0;
  if (unset) await admin.set(is.topic, { ...is.settings, ...wanted.settings });
  const few = is.partitions < wanted.partitions;
  if (few) await admin.addPartitions(is.topic, wanted.partitions);
  return unset || few;
}

function unsetIn(is: TopicSettings, wanted: TopicSettings): [string, string][] {
  return Object.entries(wanted.settings).filter(([name, value]) => is.settings[name] !== value);
}

/** Loaded where it is used: the small size does without kafkajs. */
async function withAdmin<T>(brokers: readonly string[], work: (admin: KafkaAdmin) => Promise<T>): Promise<T> {
  const { KafkaClient } = await import('./kafkajs/kafka-client.js');
  return new KafkaClient(brokers, 'otklik topics').withAdmin(work);
}

function problemsOf(wanted: TopicSettings, is: TopicSettings | undefined): Reason[] {
  if (!is) return [{ code: 'topic-missing', params: {} }];
  const problems: Reason[] = unsetIn(is, wanted).map(([setting, value]) => {
    const now = is.settings[setting];
    return now === undefined
      ? { code: 'topic-setting-missing', params: { setting, wanted: value } }
      : { code: 'topic-setting', params: { setting, is: now, wanted: value } };
  });
  if (is.partitions < wanted.partitions)
    problems.push({ code: 'topic-partitions', params: { is: is.partitions, wanted: wanted.partitions } });
  if (is.replication < wanted.replication)
    problems.push({ code: 'topic-copies', params: { is: is.replication, wanted: wanted.replication } });
  return problems;
}
