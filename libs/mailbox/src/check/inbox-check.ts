import type { EmailSecrets, EmailSettings, RenewTokens } from '@app/contracts';
import type { Dns } from '@app/outside';
import { renewTokens } from '../oauth/renew-tokens.js';
import type { MailboxCheck } from './check-mailbox.js';
import { dkimRecord } from './dkim-record.js';

/** An inbox with its secrets, as the database has it. */
export type SavedInbox = { readonly id: string; readonly settings: EmailSettings; readonly secrets: EmailSecrets };

export type Surroundings = {
  /** Gives what consent was given for. */
  readonly grants: { accessToken(inboxId: string, renew: RenewTokens, refused: string | null): Promise<string> };
  readonly databaseTime: () => Promise<Date>;
  readonly dns: Dns;
};

/** How a saved inbox is to be looked at: as the product uses it. */
export function inboxCheck({ id, settings, secrets }: SavedInbox, { grants, databaseTime, dns }: Surroundings): MailboxCheck {
  let accessToken: string | null = null;
  return {
    settings,
    databaseTime,
    dns,
    ownKey:
      settings.dkim && secrets.dkimKey ? { ...settings.dkim, record: dkimRecord({ ...settings.dkim, key: secrets.dkimKey }).value } : null,
    proofs: async (anew = false) => {
      if (settings.signIn === 'password') return { imap: { password: secrets.imapPassword }, smtp: { password: secrets.smtpPassword } };
      accessToken = await grants.accessToken(id, renewTokens, anew ? accessToken : null);
      const proof = { accessToken };
      return { imap: proof, smtp: proof };
    },
  };
}
