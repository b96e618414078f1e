import { createServer } from 'node:net';
import { DeskError } from '@app/domain';
import type { ServiceConfig } from './service-config.js';

type PortName = 'PORT' | 'PUBLIC_PORT';

/** @returns words for an address that cannot be listened on; other errors as they are */
export function sayPortInUse(error: unknown, name: PortName, config: ServiceConfig): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  const params = { name, port: config[name], host: config.HOST };
  if (code === 'EADDRINUSE') {
    return new DeskError(
      'conflict',
      'port-in-use',
      `Port ${params.port} is in use by another program. End it, or choose another: ${name}=NUMBER.`,
      { params },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new DeskError('invalid', 'host-not-here', `HOST ${params.host} is not an address of this machine.`, { params });
  }
  if (code === 'EACCES') {
    return new DeskError(
      'forbidden',
      'port-not-allowed',
      `Port ${params.port} needs more rights than this user has. Choose one above 1023: ${name}=NUMBER.`,
      { params },
    );
  }
  return error;
}

/**
 * Looks whether the ports can be had, before slow steps begin.
 *
 * @throws DeskError conflict/port-in-use, invalid/host-not-here, forbidden/port-not-allowed
 */
export async function checkPorts(config: ServiceConfig, names: readonly PortName[]): Promise<void> {
  for (const name of names) {
    const probe = createServer();
    try {
      await new Promise<void>((resolve, reject) => {
        probe.once('error', reject);
        probe.listen(config[name], config.HOST, resolve);
      });
    } catch (error) {
      throw sayPortInUse(error, name, config);
    }
    await new Promise((resolve) => probe.close(resolve));
  }
}
