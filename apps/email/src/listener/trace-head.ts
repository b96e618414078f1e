/**
 * What final delivery writes in front of a mail (RFC 5321 4.4): who is told when it cannot be read, and whom it was for.
 *
 * No Received line of ours: it would hold the time, and a mail that is handed over again, because the answer to the first time was
 * lost, must be the same bytes. When it came stands in the line of the mail server that hands it over, and in the event.
 *
 * @param mailFrom '' for the null return path
 * @param recipients of one inbox; the others of the transaction are nobody's business
 */
export function traceHead(mailFrom: string, recipients: readonly string[]): Buffer {
  const delivered = recipients.map((recipient) => `Delivered-To: ${oneLine(recipient)}\r\n`);
  return Buffer.from(`Return-Path: <${oneLine(mailFrom)}>\r\n${delivered.join('')}`);
}

/** Addresses are the client's words: they end no line. */
function oneLine(address: string): string {
  return address.replace(/[\p{Cc}\u2028\u2029<>]/gu, '');
}
