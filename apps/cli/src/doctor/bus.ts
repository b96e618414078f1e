import { checkTopics } from '@app/bus';
import { DeskError } from '@app/domain';
import type { LocalConfig } from '@app/service';
import { bad, checkOf, type Finding, good } from './finding.js';

export async function checkBus({ KAFKA_BROKERS: brokers }: LocalConfig): Promise<Finding[]> {
  if (brokers === undefined) return [good(checkOf('bus'), 'doctor-bus-in-database')];
  try {
    const { brokers: named, problems } = await checkTopics(brokers);
    const found = problems.map(({ topic, problem }) => bad(checkOf('topic', { name: topic }), problem));
    return [good(checkOf('bus'), 'doctor-bus-kafka', { brokers: named.join(', ') }), ...found];
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    return [bad(checkOf('bus'), { code: 'doctor-bus-away', params: { brokers: brokers.join(', ') } })];
  }
}
