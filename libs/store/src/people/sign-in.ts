import { DeskError } from '@app/domain';
import { admitLogin, forgetFailedLogins } from './failed-logins.js';
import { verifyPassword } from './password.js';
import { closeSession, openSession, type NewSession } from './sessions.js';
import type { Store } from '../database/store.js';

export type Credentials = {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string | null;
  /** The session that the browser had: it ends, so that nobody can fix one in advance. */
  readonly replaces: string | null;
};

/**
 * Opens a session for whoever knows the password. Unknown accounts, wrong passwords and accounts without one take equally long
 * and get the same answer.
 *
 * @throws DeskError forbidden/wrong-password, forbidden/too-many-attempts
 */
export async function signIn(store: Store, credentials: Credentials): Promise<NewSession & { agentId: string }> {
  const email = credentials.email.trim().toLowerCase();
  await admitLogin(store, email);
  const [account] = await store.query<{ id: string; hash: string | null }>(
    `select id, password_hash as hash from agents where email = $1 and active`,
    [email],
  );
  const matches = await verifyPassword(account?.hash ?? null, credentials.password);
  if (!account || !matches) throw new DeskError('forbidden', 'wrong-password', 'The address or the password is not right.');
  return store.transaction(async (tx) => {
    await forgetFailedLogins(tx, email);
    if (credentials.replaces !== null) await closeSession(tx, credentials.replaces);
    return { ...(await openSession(tx, account.id, credentials.userAgent)), agentId: account.id };
  });
}
