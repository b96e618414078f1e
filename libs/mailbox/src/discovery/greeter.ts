import type { MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Outside } from '@app/outside';
import { isPrivateAddress } from '../connecting/private-host.js';
import { greetServer, type MailProtocol } from './greet-server.js';
import type { Search } from './search.js';

/** A server that was greeted: what is wrong with it, or null; and where it is. */
export type GreetedServer = { readonly server: MailServer; readonly trouble: Reason | null; readonly address: string | null };

const TIMES = { connectMs: 4_000, timeMs: 8_000 };

/** Greets servers, each once: several sources often name the same. */
export class Greeter {
  private readonly greeted = new Map<string, Promise<GreetedServer>>();

  constructor(private readonly search: Search) {}

  /**
   * Greets all at once.
   *
   * @returns the first in order that can be used; where none can, the one whose trouble tells most; null where none was named
   */
  async best(servers: readonly MailServer[], protocol: MailProtocol, outside = this.search.outside): Promise<GreetedServer | null> {
    const asked = servers.map((server) => this.greet(server, protocol, outside));
    for (const one of asked) {
      const greeted = await one;
      if (greeted.trouble === null) return greeted;
    }
    return mostTelling(await Promise.all(asked));
  }

  private async greet(server: MailServer, protocol: MailProtocol, outside: Outside): Promise<GreetedServer> {
    const key = `${protocol} ${server.host} ${server.port} ${server.tls}`;
    const visit = this.greeted.get(key) ?? this.visit(server, protocol, outside);
    this.greeted.set(key, visit);
    return { ...(await visit), server };
  }

  private async visit(server: MailServer, protocol: MailProtocol, outside: Outside): Promise<GreetedServer> {
    const { ca, greetings } = this.search;
    const greeted = await greetServer({ ...server, protocol }, { outside, ca, ...TIMES, signal: greetings });
    if (!greeted.ok) return { server, trouble: greeted.reason, address: null };
    const { host, port } = server;
    if (server.tls === 'none' && !isPrivateAddress(greeted.address)) {
      return { server, trouble: { code: 'server-no-tls-at-all', params: { host, port } }, address: null };
    }
    const trouble = greeted.takesLogin ? null : { code: 'server-no-login', params: { host, port } };
    return { server, trouble, address: greeted.address };
  }
}

/** Of several that cannot be used, the one that came furthest; of equals the first. */
export function mostTelling(greeted: readonly GreetedServer[]): GreetedServer | null {
  const how = ({ trouble }: GreetedServer): number => {
    const at = TELLING.findIndex((pattern) => pattern.test(trouble?.code ?? ''));
    return at < 0 ? TELLING.length : at;
  };
  return [...greeted].sort((a, b) => how(a) - how(b))[0] ?? null;
}

const TELLING = [
  /^server-tls-(expired|not-yet|untrusted|too-old)$/,
  /^server-(tls|no-tls|no-starttls|no-login|refuses-us)/,
  /^server-(silent|hung-up|other-protocol|unknown-protocol)$/,
  /^server-private-address$/,
  /^server-refused-connection$/,
  /^server-unreachable$/,
  /^server-name-unresolved$/,
];
