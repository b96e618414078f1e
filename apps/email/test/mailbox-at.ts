import type { EmailSecrets, EmailSettings, MailServer, SettingsInput } from '@app/contracts';
import type { Endpoint } from '@app/testing';

/** A mailbox at test servers, as much of it as the test is about. */
export type InboxAt = {
  readonly address: string;
  readonly password?: string;
  readonly imapPassword?: string;
  readonly smtpPassword?: string;
  /** Null: its mail is handed over. */
  readonly imap: Endpoint | null;
  readonly smtp: Endpoint;
  readonly imapSettings?: Partial<MailServer>;
  readonly smtpSettings?: Partial<EmailSettings['smtp']>;
  readonly from?: EmailSettings['from'];
  readonly more?: Pick<EmailInput, 'folders' | 'junk' | 'afterTaking' | 'signIn' | 'sentCopy' | 'sending' | 'dkim'>;
};

type EmailInput = SettingsInput<'email'>;

export function mailboxAt(at: InboxAt): { readonly settings: EmailInput; readonly secrets: EmailSecrets } {
  const { address, password = 'secret', imap, smtp, from = 'now' } = at;
  return {
    settings: {
      address,
      from,
      imap: imap && { ...imap, tls: 'none', user: address, ...at.imapSettings },
      smtp: { ...smtp, tls: 'none', user: address, ...at.smtpSettings },
      ...at.more,
    },
    secrets: { imapPassword: at.imapPassword ?? password, smtpPassword: at.smtpPassword ?? password },
  };
}
