import type { EventOf, MailReceived } from '@app/contracts';
import { authServOf, MailAuthenticator, type MailHead, type MailVerdict, NO_VERDICT, type RawMail } from '@app/mail';
import { readMailTrust, Store } from '@app/store';
import { Injectable } from '@nestjs/common';

/** A mail with the event that brought it. */
export type ReceivedMail = { readonly event: EventOf<typeof MailReceived>; readonly original: RawMail; readonly mail: MailHead };

/** Finds out whether the senders of a batch of mails are who their addresses say, as far as their inboxes take anybody's word for it. */
@Injectable()
export class SenderProof {
  constructor(
    private readonly store: Store,
    private readonly authenticator: MailAuthenticator,
  ) {}

  /** One for each, in order; before the transaction, since it waits for DNS. */
  async of(mails: readonly ReceivedMail[]): Promise<readonly MailVerdict[]> {
    if (mails.length === 0) return [];
    const trust = await readMailTrust(
      this.store,
      mails.map(({ event }) => event.data.inboxId),
    );
    const verdicts = await this.authenticator.authenticate(
      mails.map(({ event, original, mail }) => {
        const { trustedAuthServ = null, imapHost = null, trustedSealers = [] } = trust.get(event.data.inboxId) ?? {};
        return {
          raw: original,
          head: mail,
          client: event.data.envelope,
          leaveSignatures: event.data.historic || event.data.problem !== null,
          authServ: authServOf(trustedAuthServ, imapHost),
          trustedSealers,
        };
      }),
    );
    return mails.map((_, at) => verdicts[at] ?? NO_VERDICT);
  }
}
