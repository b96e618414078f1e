/**
 * What is known of a mail's sender, in the words of RFC 8601: `pass`, `fail`, `none`, `neutral`, `softfail`, `policy`, `permerror`.
 * Null: not known, or it could not be found out now. What could not be looked up is never a `fail`.
 */
export type MailVerdict = {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** The sender is who the address says: DMARC passed, or a signature of the author's own organisation did. */
  readonly proved: boolean;
};

export const NO_VERDICT: MailVerdict = { spf: null, dkim: null, dmarc: null, proved: false };

/** Who brought a mail, where that is known. */
export type MailClientClues = {
  readonly clientAddress: string | null;
  readonly helo: string | null;
  /** '' for the null return path. */
  readonly mailFrom: string | null;
};
