import { DeskError } from '@app/domain';
import { checkPorts as probe, type LocalConfig } from '@app/service';
import { bad, checkOf, type Finding, good } from './finding.js';

type PortName = 'PORT' | 'PUBLIC_PORT';

/** Free for a start, or held by the product itself. */
export async function checkPorts(config: LocalConfig): Promise<Finding[]> {
  const running = await answersAsOtklik(config);
  return Promise.all((['PORT', 'PUBLIC_PORT'] as const).map((name) => checkPort(config, name, running)));
}

async function checkPort(config: LocalConfig, name: PortName, running: boolean): Promise<Finding> {
  const check = checkOf('port', { port: config[name] });
  try {
    await probe(config, [name]);
    return good(check, 'doctor-port-free');
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    if (error.code === 'port-in-use' && running) return good(check, 'doctor-port-ours');
    return bad(check, error.reason);
  }
}

/** Any answer of the API will do: to a call without a session it is a problem of ours. */
async function answersAsOtklik({ HOST, PORT }: LocalConfig): Promise<boolean> {
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST;
  try {
    const answer = await fetch(`http://${host}:${PORT}/api/v1/session`, { signal: AbortSignal.timeout(2_000) });
    return (await answer.text()).includes('urn:otklik:error:');
  } catch {
    return false;
  }
}
