import { readAddresses } from './addresses.js';
import { findAutomaticSign } from '../automatic/automatic.js';
import { firstValueOf, type HeaderBlock, valuesOf } from './header-block.js';
import { decodeHeader } from './header-text.js';
import { readDate } from './mail-date.js';
import { messageIds } from './message-ids.js';
import type { MailHead } from '../parsed-mail.js';

/** Reads what the header says of who wrote, to whom, about what and in answer to what. */
export function readHead(block: HeaderBlock): MailHead {
  const addressesOf = (name: string) => readAddresses(valuesOf(block, name));
  const [from = null, ...otherFrom] = addressesOf('from');
  const [messageId = null] = messageIds(valuesOf(block, 'message-id'));
  const replyTo = addressesOf('reply-to');
  const subject = decodeHeader(firstValueOf(block, 'subject') ?? '');
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
  };
}

const DELIVERED_TO = ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'];
