import { type BotAnswers, type Deliveries, type DueBotAnswer, type Lease, leftUntaken, untaken, type UntakenMessage } from '@app/store';
import { chatOf } from '@app/telegram';
import type { Told } from './reports.js';
import { filesOf, type Letter, letterOf, letterOfBot, weightOf } from './letter.js';

/** Heads of chats read at once, of agents' answers and of what the bot says by itself. */
const READ_AT_ONCE = 100;

type What = { readonly kind: 'delivery'; readonly message: UntakenMessage } | { readonly kind: 'answer'; readonly answer: DueBotAnswer };

/** The first that waits in a chat: due when it was read, and not taken. */
export type Waiting = What & {
  /** UUIDv7: of those of one chat the older one leaves first. */
  readonly id: string;
  readonly chatKey: string;
  readonly chatId: string;
  /** Messages that it counts as. */
  readonly weight: number;
  readonly hasFiles: boolean;
};

/** Taken: it is committed that it is being sent. */
export type Taken = { readonly kind: What['kind']; readonly letter: Letter };

/** What is due of one bot, from both of its queues, in the order in which it was said. */
export class Outbox {
  constructor(
    private readonly inboxId: string,
    private readonly lease: Lease,
    private readonly queues: { readonly deliveries: Deliveries; readonly answers: BotAnswers },
  ) {}

  /** Oldest first, at most one a chat key of each queue. @param except keys of chats that may not be written to for long */
  async read(except: readonly string[]): Promise<readonly Waiting[]> {
    const [messages, answers] = await Promise.all([
      this.queues.deliveries.readDue(this.inboxId, { limit: READ_AT_ONCE, inOrder: true, except }),
      this.queues.answers.readDue(this.inboxId, { limit: READ_AT_ONCE, except }),
    ]);
    const waiting = [...messages.flatMap(waitingDelivery), ...answers.map(waitingAnswer)];
    return waiting.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * Takes what was read, right before it is sent.
   *
   * Where the database is cut off at the commit, they may be taken and we do not know: nobody began them, so `putBack` says that they are
   * due as before.
   */
  async take(waiting: readonly Waiting[], putBack: (told: Told) => void): Promise<readonly Taken[]> {
    const messages = waiting.flatMap((one) => (one.kind === 'delivery' ? [one.message] : []));
    const answers = waiting.flatMap((one) => (one.kind === 'answer' ? [one.answer] : []));
    try {
      const due = messages.length === 0 ? [] : await this.queues.deliveries.takeUp(messages, this.lease);
      const said = answers.length === 0 ? [] : await this.queues.answers.takeUp(answers, this.lease);
      return [
        ...due.flatMap((message) => message.deliveries.map((one): Taken => ({ kind: 'delivery', letter: letterOf(message, one) }))),
        ...said.map((answer): Taken => ({ kind: 'answer', letter: letterOfBot(answer) })),
      ];
    } catch (error) {
      putBack({ results: untaken(messages), answers: leftUntaken(answers), closed: [] });
      throw error;
    }
  }

  /** When the next of both queues is due; null: nothing waits. */
  async nextDue(): Promise<Date | null> {
    const [a, b] = await Promise.all([this.queues.deliveries.nextDue(this.inboxId), this.queues.answers.nextDue(this.inboxId)]);
    return a && b ? (a < b ? a : b) : (a ?? b);
  }
}

function waitingDelivery(message: UntakenMessage): Waiting[] {
  const [first] = message.deliveries;
  if (!first) return [];
  const { id, recipient, content } = first;
  const { chatId } = chatOf(recipient);
  return [{ kind: 'delivery', message, id, chatKey: recipient, chatId, weight: weightOf(content), hasFiles: filesOf(content).length > 0 }];
}

function waitingAnswer(answer: DueBotAnswer): Waiting {
  const { id, chatKey } = answer;
  return { kind: 'answer', answer, id, chatKey, chatId: chatOf(chatKey).chatId, weight: 1, hasFiles: false };
}
