import { DeskError } from '@app/domain';
import { checkRecipients, encodedSize, MAX_QUOTED_MESSAGES, quoteHistory, type Recipients } from '@app/mail';
import { answerMaterials, type AnswerMaterials, type MailAddress, readEarlierMessages, type Tx, uploadSizes } from '@app/store';
import { mailSizeLimit } from './mail-size-limit.js';
import type { WrittenBody } from './written-body.js';

/** An answer as far as mail goes. What is absent is decided here. */
export type MailWish = {
  readonly conversationId: string;
  readonly ticketId: string;
  readonly agentId: string;
  readonly body: WrittenBody;
  readonly to: readonly MailAddress[] | null;
  readonly cc: readonly MailAddress[] | null;
  readonly bcc: readonly MailAddress[];
  /** Whether those who were copied in go on being so, where `cc` is null. */
  readonly replyAll: boolean;
  readonly signature: boolean;
  /** Null: as the inbox has it. */
  readonly quote: boolean | null;
};

export type MailParts = Recipients & { readonly signature: string | null; readonly quoted: string | null };

const NOTHING: MailParts = { to: [], cc: [], bcc: [], signature: null, quoted: null };

/**
 * Decides to whom an answer goes, and what stands below its text. Whom the agent names is written to, and nobody else; it is all
 * kept with the message, so that nothing that happens to the ticket later changes it (`threat:E4`).
 *
 * @returns nothing of all this for a chat
 * @throws DeskError invalid/no-recipient, invalid/recipient-*, invalid/too-many-recipients, invalid/reply-too-large,
 *   invalid/chat-has-no-addresses
 */
export async function mailParts(tx: Tx, wish: MailWish): Promise<MailParts> {
  const materials = await answerMaterials(tx, wish);
  if (materials === null) return refuseAddresses(wish);
  const signature = wish.signature ? materials.signature : null;
  const quoted = (wish.quote ?? materials.quote) ? await quotes(tx, wish.conversationId, materials) : null;
  const parts = { ...recipientsOf(wish, materials), signature, quoted };
  await refuseTooLarge(tx, wish, parts, mailSizeLimit(materials.smtpHost));
  return parts;
}

/** A chat has one other end: whoever names others would take them for told. */
function refuseAddresses({ to, cc, bcc }: MailWish): MailParts {
  if ([...(to ?? []), ...(cc ?? []), ...bcc].length > 0)
    throw new DeskError('invalid', 'chat-has-no-addresses', 'An answer in a chat goes to the chat alone.');
  return NOTHING;
}

function recipientsOf({ to, cc, bcc, replyAll }: MailWish, { isOurs, smtpUtf8, ...last }: AnswerMaterials): Recipients {
  const given = { to: to ?? last.to, cc: cc ?? (replyAll ? last.cc : []), bcc };
  const known = [...last.to, ...last.cc];
  const recipients = checkRecipients(given, { isOurs, smtpUtf8, known });
  if (recipients.to.length === 0) throw new DeskError('invalid', 'no-recipient', 'An answer needs somebody in To.');
  return recipients;
}

async function quotes(tx: Tx, conversationId: string, { language, timeZone }: AnswerMaterials): Promise<string | null> {
  return quoteHistory(await readEarlierMessages(tx, conversationId, MAX_QUOTED_MESSAGES), { language, timeZone });
}

/** Told now, and not by a server when the agent looks elsewhere (`fail:S2`). */
async function refuseTooLarge(tx: Tx, { body, agentId }: MailWish, { signature, quoted }: MailParts, limit: number): Promise<void> {
  const below = [signature ?? '', quoted ?? ''];
  const texts = [body.text, body.html ?? body.text, ...below, ...below];
  const size = encodedSize({ texts, files: await uploadSizes(tx, body.attachmentIds, agentId) });
  if (size <= limit) return;
  const params = { size, limit, megabytes: Math.ceil(size / 1_000_000), limitMegabytes: Math.floor(limit / 1_000_000) };
  throw new DeskError('invalid', 'reply-too-large', 'The mail would be larger than its server takes.', { params });
}
