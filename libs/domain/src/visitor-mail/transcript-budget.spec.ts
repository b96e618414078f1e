import { spentKey } from '../acknowledgement/budget.js';
import { type TranscriptCase, transcriptRefusal } from './transcript-budget.js';

const ASKED: TranscriptCase = { isAnswered: true, ofChat: 0, address: 'ivan@example.test', mailInboxId: 'i', perHour: 200 };
const spent = (limit: 'address-day' | 'inbox-hour', of: string, n: number) => new Map([[spentKey(limit, of), n]]);

describe('transcriptRefusal (threat:H1)', () => {
  test.each([
    ['is sent', {}, new Map<string, number>(), null],
    ['before anybody answered', { isAnswered: false }, new Map<string, number>(), 'transcript-unanswered'],
    ['twice in an hour', { ofChat: 1 }, new Map<string, number>(), 'transcript-sent-already'],
    ['a third automatic mail of the day', {}, spent('address-day', 'ivan@example.test', 2), null],
    ['a fourth', {}, spent('address-day', 'ivan@example.test', 3), 'transcript-address-day'],
    ['while the mailbox has sent its most', {}, spent('inbox-hour', 'i', 200), 'transcript-inbox-hour'],
  ] as const)('%s', (_what, change, already, refusal) => {
    expect(transcriptRefusal({ ...ASKED, ...change }, already)).toBe(refusal);
  });
});
