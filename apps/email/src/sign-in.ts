import type { EmailSettings } from '@app/contracts';
import { DeskError } from '@app/domain';
import { imapTrouble, type Proof, renewTokens, smtpTrouble } from '@app/mailbox';
import type { OAuthGrants, OpenInbox } from '@app/store';

export type MailEnd = 'imap' | 'smtp';

/**
 * Proves to the servers of a mailbox that it is ours: by password, or by an access token that is asked for at each connection. One that is
 * open goes on when its token ends: servers look at it once.
 */
export class SignIn {
  /** A token that was refused although it was new: another one would be, too. */
  private hopeless: string | null = null;

  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly grants: OAuthGrants,
  ) {}

  /**
   * Connects with what proves it. A token that the server takes for no good, by its own clock or because it was taken back, is replaced
   * once; the provider knows then whether it was.
   *
   * @throws what `connect` throws; what `OAuthGrants.accessToken` throws; DeskError forbidden/oauth-token-refused,
   *   forbidden/oauth-account-other when the server refuses a new token
   */
  async open<Connection>(end: MailEnd, connect: (proof: Proof) => Promise<Connection>): Promise<Connection> {
    const { settings, secrets, id } = this.inbox;
    if (settings.signIn === 'password') return connect({ password: end === 'imap' ? secrets.imapPassword : secrets.smtpPassword });
    const accessToken = await this.grants.accessToken(id, renewTokens);
    try {
      return await connect({ accessToken });
    } catch (error) {
      if (!isRefused(end, error)) throw error;
      if (accessToken === this.hopeless) throw await this.refused(end, error);
    }
    const fresh = await this.grants.accessToken(id, renewTokens, accessToken);
    try {
      return await connect({ accessToken: fresh });
    } catch (error) {
      if (!isRefused(end, error)) throw error;
      this.hopeless = fresh;
      throw await this.refused(end, error);
    }
  }

  private async refused(end: MailEnd, cause: unknown): Promise<DeskError> {
    const account = await this.grants.accountOf(this.inbox.id);
    const user = userAt(end, this.inbox.settings);
    return account !== null && account.toLowerCase() !== user.toLowerCase()
      ? new DeskError('forbidden', 'oauth-account-other', 'Another account than the mailbox consented.', { cause })
      : new DeskError('forbidden', 'oauth-token-refused', 'The mail server refuses a new token.', { cause });
  }
}

/** Without a word of why: what it says more is told as it is. */
function isRefused(end: MailEnd, error: unknown): boolean {
  return end === 'imap'
    ? imapTrouble(error, { byToken: true }).reason.code === 'mailbox-login-refused'
    : smtpTrouble(error, { byToken: true }).reason.code === 'smtp-login-refused';
}

function userAt(end: MailEnd, { imap, smtp }: EmailSettings): string {
  return (end === 'imap' && imap ? imap : smtp).user;
}
