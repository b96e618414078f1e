import type { MailServer } from '@app/contracts';

/** What proves to a mail server that the mailbox is ours: a password, or an OAuth 2.0 access token (XOAUTH2, RFC 7628). */
export type Proof = { readonly password: string } | { readonly accessToken: string };

/** How we sign in at a mail server. */
export type MailLogin = {
  readonly server: MailServer;
  readonly proof: Proof;
  /** What the server's name stands for, where that was looked up and checked before: connected to without looking it up again. */
  readonly address?: string;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string;
  /** Fires when the connection is not wanted any more while it is being made: it ends with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
};
