import type { MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Outside } from '@app/outside';
import type { Proof } from '../connecting/mail-login.js';
import { isPrivateAddress } from '../connecting/private-host.js';
import { greetServer, type MailProtocol } from '../discovery/greet-server.js';

const GREET_MS = 6_000;

/** How the servers of a mailbox are looked at. */
export type ServerCheck = {
  /** Null where there is none: then nobody signs in. */
  readonly proof: Proof | null;
  readonly outside: Outside;
  readonly ca?: string | undefined;
  /** What we call ourselves (EHLO). */
  readonly domain?: string;
  /** Told what the server greets with: some say the time. */
  readonly onGreeting: (words: string) => void;
};

/** Comes as far as one does without signing in. @returns why nobody could sign in there; null where one can */
export async function reachServer(
  server: MailServer,
  protocol: MailProtocol,
  { proof, outside, ca, domain, onGreeting }: ServerCheck,
): Promise<Reason | null> {
  const { host, port } = server;
  const greeted = await greetServer({ ...server, protocol }, { outside, ca, domain, timeMs: GREET_MS });
  if (!greeted.ok) return greeted.reason;
  onGreeting(greeted.greeting);
  if (server.tls === 'none' && !isPrivateAddress(greeted.address)) return { code: 'tls-needed', params: { host } };
  const takesToken = proof !== null && 'accessToken' in proof && greeted.capabilities.includes('AUTH=XOAUTH2');
  return greeted.takesLogin || takesToken ? null : { code: 'server-no-login', params: { host, port } };
}
