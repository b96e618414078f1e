import type { MailRefusal } from '@app/domain';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { within } from '../connecting/deadline.js';

/**
 * Asks a sending server whether it would take a mail from an address: MAIL FROM and RCPT TO, then RSET. Nothing is sent.
 *
 * The recipient is the address itself. Many servers look at the sender only when they hear of a recipient (Postfix's
 * `smtpd_delay_reject`).
 *
 * @returns what the server said against it; null when it would take it
 * @throws what the network says
 */
export async function probeEnvelope(connection: SMTPConnection, address: string, timeMs: number): Promise<MailRefusal | null> {
  let refusal: MailRefusal | null = null;
  // The library sends single commands for a sign-in of one's own alone.
  connection.customAuth.set('ENVELOPE', async (dialogue) => {
    for (const [command, stage] of [[`MAIL FROM:<${address}>`, 'mail'] as const, [`RCPT TO:<${address}>`, 'rcpt'] as const]) {
      const { status, response } = await dialogue.sendCommand(command);
      if (status < 400) continue;
      refusal = { status, enhanced: null, answer: shown(response), stage };
      break;
    }
    await dialogue.sendCommand('RSET');
  });
  const asked = new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('The server ended the connection.')));
    connection.login({ method: 'ENVELOPE' }, (error) => (error ? reject(error) : resolve()));
  });
  await within(timeMs, asked, () => connection.close());
  return refusal;
}

/** One line, without the reply codes and the addresses that servers repeat. */
function shown(response: string): string {
  return response
    .replace(/^\d{3}[ -]/gm, '')
    .replace(/<?[^\s<>,;:"']{1,200}@[^\s<>,;:"']{1,200}>?:?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
