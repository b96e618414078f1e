/** Someone named in a header. */
export type MailAddress = {
  /**
   * `local@domain`, the domain in lower case and ASCII (A-labels), the local part as it was written.
   * '' where what stands there is no plain address: such a name is shown, never written to and never identifies anyone.
   */
  readonly address: string;
  readonly name: string;
};
