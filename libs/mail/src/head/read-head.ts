import { readAddresses } from './addresses.js';
import { findAutomaticSign } from '../automatic/automatic.js';
import { isMarkedSpam } from '../automatic/spam-mark.js';
import { firstValueOf, type HeaderBlock, valuesOf } from './header-block.js';
import type { RawDecoder } from './encoded-words.js';
import { decodeHeader, decodeUndeclared } from './header-text.js';
import { readDate } from './mail-date.js';
import { messageIds } from './message-ids.js';
import type { MailHead } from '../parsed-mail.js';

/**
 * Reads what the header says of who wrote, to whom, about what and in answer to what.
 *
 * @param raw how its raw 8-bit bytes are to be read, where the body is known
 */
export function readHead(block: HeaderBlock, raw: RawDecoder = decodeUndeclared): MailHead {
  const addressesOf = (name: string) => readAddresses(valuesOf(block, name), raw);
  const [from = null, ...otherFrom] = addressesOf('from');
  const [messageId = null] = messageIds(valuesOf(block, 'message-id'));
  const replyTo = addressesOf('reply-to');
  const subject = decodeHeader(firstValueOf(block, 'subject') ?? '', raw);
  return {
    from,
    otherFrom,
    replyTo,
    to: addressesOf('to'),
    cc: addressesOf('cc'),
    deliveredTo: DELIVERED_TO.flatMap((name) => addressesOf(name).map((entry) => entry.address)).filter((address) => address !== ''),
    subject,
    date: readDate(firstValueOf(block, 'date')),
    messageId,
    inReplyTo: messageIds(valuesOf(block, 'in-reply-to')),
    references: messageIds(valuesOf(block, 'references')),
    automatic: findAutomaticSign(block, { from, replyTo, subject }),
    isMarkedSpam: isMarkedSpam(block),
  };
}

const DELIVERED_TO = ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'];
