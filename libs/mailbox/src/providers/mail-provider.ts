import type { MailServer, SignInWay } from '@app/contracts';

/** A provider of mailboxes of which something is known, as it documents it itself. All that we know of providers is said here, once. */
export type MailProvider = {
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** Domains of its own addresses; servers below them are its own too. */
  readonly domains: readonly string[];
  /** Mail servers (MX) that take mail for the domains of its customers: these hosts and all below. */
  readonly mx: readonly string[];
  /** Its servers that are not below its own domains: these hosts and all below. */
  readonly hosts: readonly string[];
  readonly servers: ProviderServers;
  readonly signIn: ProviderSignIn;
  /** What it lets one mailbox send; what is left out is not known. */
  readonly limits: Partial<SendingLimits>;
  /** Limits of another kind of mailbox, in place of those: at these hosts and all below. */
  readonly otherLimits?: { readonly at: readonly string[]; readonly limits: Partial<SendingLimits> };
  /** What domains of its customers publish to send by it; null: not known. */
  readonly publishing: Publishing | null;
};

/** How one connects; of each kind the best first. Empty: there is none. */
export type ProviderServers = { readonly imap: readonly ProviderServer[]; readonly smtp: readonly ProviderServer[] };

/** `user`: what a name to sign in with is made of. */
export type ProviderServer = Omit<MailServer, 'user'> & { readonly user: 'address' | 'local-part' };

/** How one signs in. */
export type ProviderSignIn = {
  /** The best first. */
  readonly ways: readonly SignInWay[];
  /**
   * What a refusal of a password without a reason means there. `app-password`: the account's own password is never taken. `off-or-wrong`:
   * mail programs are shut out until somebody lets them in, and the refusal is the same. `consent`: no password is taken. Null: no more
   * than it says.
   */
  readonly refusal: 'app-password' | 'off-or-wrong' | 'consent' | null;
  /** Code of what has to be switched on or made there first; null: nothing. */
  readonly hint: string | null;
  /** Where that is done, or is written about. */
  readonly url: string | null;
};

/** What a sending server lets one mailbox do. Null: no limit that we know. */
export type SendingLimits = {
  /** Connections at once. */
  readonly connections: number;
  readonly mailsPerMinute: number | null;
  /** Recipients of all mails in 24 hours; each recipient counts. */
  readonly recipientsPerDay: number | null;
  readonly recipientsPerMail: number | null;
  /** The largest mail as it goes over the wire, bytes: files count by a third more than on a disk. */
  readonly mailBytes: number | null;
  /** Whether the server files what it sends in the mailbox's Sent folder by itself. */
  readonly filesSent: boolean;
};

/** How receivers see that mail of other people's domains may come from it. */
export type Publishing = {
  /** What a domain's SPF record includes, any of them; the first is the one to publish. Empty: it sends for its own domains alone. */
  readonly includes: readonly string[];
  /** Under which names the keys (DKIM) of a domain that is with it usually lie. */
  readonly selectors: readonly string[];
};
