import { type Spent, spentKey } from '../acknowledgement/budget.js';

export const TRANSCRIPTS = { ofChatAnHour: 1, toAddressADay: 3 } as const;

/** Why a chat is not sent now. */
export const TRANSCRIPT_REFUSALS = [
  'transcript-unanswered',
  'transcript-sent-already',
  'transcript-address-day',
  'transcript-inbox-hour',
] as const;
export type TranscriptRefusal = (typeof TRANSCRIPT_REFUSALS)[number];

export type TranscriptCase = {
  /** A person of ours has answered in it: who only talks to themselves is nobody's mailer (`threat:H1`). */
  readonly isAnswered: boolean;
  /** Transcripts of this chat within the last hour. */
  readonly ofChat: number;
  /** As it is counted: in lower case, without a plus part. */
  readonly address: string;
  readonly mailInboxId: string;
  /** Automatic mails that the inbox sends within an hour at most. */
  readonly perHour: number;
};

/** @param spent what automatic mails were sent already */
export function transcriptRefusal(one: TranscriptCase, spent: Spent): TranscriptRefusal | null {
  if (!one.isAnswered) return 'transcript-unanswered';
  if (one.ofChat >= TRANSCRIPTS.ofChatAnHour) return 'transcript-sent-already';
  if ((spent.get(spentKey('address-day', one.address)) ?? 0) >= TRANSCRIPTS.toAddressADay) return 'transcript-address-day';
  if ((spent.get(spentKey('inbox-hour', one.mailInboxId)) ?? 0) >= one.perHour) return 'transcript-inbox-hour';
  return null;
}
