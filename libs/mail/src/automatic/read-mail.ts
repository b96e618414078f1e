import { firstValueOf, type HeaderBlock } from '../head/header-block.js';
import { decodeText } from '../mime/charset.js';
import type { AutomaticSign, Bounce, Complaint, MailHead, Receipt, ReportedMail } from '../parsed-mail.js';
import { tokenInMessageId } from '../writing/reply-token.js';
import { NOTHING_RETURNED, readReturnedMail, type ReturnedMail, type TornReport } from './returned-mail.js';

/** A part of a mail that is no text of it. */
export type FilePart = { readonly contentType: string; readonly content: Buffer };

/** A mail whose body was read. */
export type ReadMail = {
  readonly block: HeaderBlock;
  readonly head: MailHead;
  readonly text: string;
  /** Whether it repeats an earlier mail. */
  readonly quotes: boolean;
  readonly files: readonly FilePart[];
};

/** What an automatic mail was understood as. */
export type AutomaticMail = {
  readonly automatic: AutomaticSign | null;
  readonly bounce: Bounce | null;
  readonly complaint: Complaint | null;
  readonly receipt: Receipt | null;
};

/** What no report is. */
export const NO_REPORT = { bounce: null, complaint: null, receipt: null } as const;

export function isReportType(block: HeaderBlock): boolean {
  return /^\s*multipart\/report\b/i.test(firstValueOf(block, 'content-type') ?? '');
}

const MAX_PART = 256 * 1024;

export function textOf(part: FilePart): string {
  return decodeText(part.content.subarray(0, MAX_PART), null);
}

/** A part that holds the mail that is reported on, or its head. */
export function isReturnedPart(file: FilePart): boolean {
  return RETURNED_TYPE.test(file.contentType);
}

const RETURNED_TYPE = /^(message\/(rfc822|global|rfc822-headers|global-headers|partial)|text\/(rfc822-headers?|x-rfc822-headers))$/;

/** The mail that is reported on, from its own part, or from the text where it is repeated there. */
export function returnedOf({ files }: ReadMail, torn: TornReport): ReturnedMail {
  const part = files.find(isReturnedPart);
  const returned = part ? readReturnedMail(part.content) : NOTHING_RETURNED;
  return {
    messageId: returned.messageId ?? torn.returned.messageId,
    replyTokens: [...new Set([...returned.replyTokens, ...torn.returned.replyTokens])],
    threadTokens: [...new Set([...returned.threadTokens, ...torn.returned.threadTokens])],
    passed: [...new Set([...returned.passed, ...torn.returned.passed])],
    to: returned.to.length > 0 ? returned.to : torn.returned.to,
  };
}

/** What a report says of the mail that it is about; `others` are ids (of the mail or of its envelope) by which it names it elsewhere. */
export function reportedMail(returned: ReturnedMail, others: readonly (string | null)[] = []): ReportedMail {
  const named = others.filter((id) => id !== null);
  const ids = [...(returned.messageId === null ? [] : [returned.messageId]), ...named];
  const tokens = [...returned.replyTokens, ...ids.map(tokenInMessageId)].filter((token) => token !== null);
  return {
    originalMessageId: returned.messageId ?? named.find((id) => id.startsWith('<')) ?? null,
    originalReplyTokens: [...new Set(tokens)],
    originalThreadTokens: returned.threadTokens,
    originalPassed: returned.passed,
  };
}
