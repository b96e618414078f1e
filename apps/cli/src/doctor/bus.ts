import { checkTopics } from '@app/bus';
import { DeskError } from '@app/domain';
import type { LocalConfig } from '@app/service';
import { bad, type Finding, good } from './finding.js';

export async function checkBus({ KAFKA_BROKERS: brokers }: LocalConfig): Promise<Finding[]> {
  if (brokers === undefined) return [good('bus', 'a log in the database')];
  try {
    const { brokers: named, problems } = await checkTopics(brokers);
    const found = problems.map(({ topic, problem }) => bad(`topic ${topic}`, problem, 'Run: npm run -s otklik -- migrate'));
    return [good('bus', `Kafka at ${named.join(', ')}`), ...found];
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    return [
      bad(
        'bus',
        `Kafka does not answer at ${brokers.join(', ')}`,
        'Check that the brokers run and that KAFKA_BROKERS names the addresses they advertise.',
      ),
    ];
  }
}
