import { findThread, isReport, type KnownThreads, type Part } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { IncomingMessage } from './incoming.js';
import type { MailId } from './mail-ids.js';
import type { MailInboxes } from './mail-inboxes.js';
import type { Whereabouts } from './messages.js';
import type { Participant } from './participants.js';
import type { Fresh } from './received.js';
import { likeness, type Threads } from './threads.js';
import type { MailAddress } from '../sending/due-messages.js';

/** Where a mail goes. */
export type Located = Whereabouts & { readonly kind: 'located' };

/** What is no message of its own. */
export type NotAMessage = { readonly kind: 'outcome'; readonly outcome: string; readonly messageId: string | null };

/** A conversation that a mail of this batch begins. */
export type Started = { readonly id: string; readonly inboxId: string; readonly sender: IncomingMessage['sender'] };

type Mail = Fresh<IncomingMessage>;
type Own = { readonly messageId: string; readonly author: string; readonly digest: string };

/** Finds the conversation of each mail of a batch, in its order; a mail may answer one that came just before it in the same batch. */
export class Threading implements KnownThreads {
  readonly started: Started[] = [];
  readonly ids: MailId[] = [];
  readonly participants: Participant[] = [];
  private readonly held = new Map<string, string[]>();
  private readonly mentioned = new Map<string, string[]>();
  private readonly own = new Map<string, Own[]>();
  private readonly parts = new Map<string, Part>();

  constructor(
    private readonly stored: Threads,
    private readonly inboxes: MailInboxes,
  ) {}

  locate({ messageId, incoming }: Mail): Located | NotAMessage {
    if (incoming.place.kind !== 'thread') throw new Error('Only mail is threaded.');
    if (this.isOwn(incoming)) return { kind: 'outcome', outcome: 'own', messageId: null };
    const copyOf = this.copyOf(incoming);
    if (copyOf !== null) return { kind: 'outcome', outcome: 'copy', messageId: copyOf };
    const { inboxId, sender, place, mail } = incoming;
    const repeatsId = place.messageId !== null && this.holding(inboxId, place.messageId).length > 0;
    const found = findThread(
      { inboxId, sender: sender.address, tokens: place.tokens, ancestors: place.ancestors, messageId: repeatsId ? null : place.messageId },
      this,
    );
    const looksLikeReport = isReport(mail?.automatic ?? null);
    if (!found && looksLikeReport) {
      // Some providers put the account's own address into the envelope: what comes back comes to another inbox.
      const isElsewhere = mail?.reported?.tokens.some((token) => this.stored.isOurMail(token)) ?? false;
      const outcome = `${mail?.automatic}-of-${isElsewhere ? 'other-inbox' : 'unknown'}`;
      // What only its words make a report is a ticket, so that a customer who tells of a bounce is not overlooked.
      if (isElsewhere || mail?.isCertain) return { kind: 'outcome', outcome, messageId: null };
    }
    const report = looksLikeReport && found !== null;
    const isTurnedAway = found?.part === 'stranger' && !report && this.inboxes.strangersWithToken(inboxId) === 'own-ticket';
    const thread = found && !isTurnedAway ? found : this.start(incoming);
    const { conversationId, part } = thread;
    const answerTo = report || part !== 'participant' ? null : this.answerTo(incoming, conversationId, thread === found);
    this.rememberIds(thread.conversationId, messageId, incoming);
    if (!report) this.rememberPeople(thread, incoming, answerTo);
    const cameFrom = isTurnedAway ? found.conversationId : null;
    const isAutomatic = isMachines(incoming, thread === found);
    return { kind: 'located', conversationId, part, answerTo, isAutomatic, isReport: report, repeatsId, cameFrom };
  }

  byToken(inboxId: string, token: string): string | null {
    return this.stored.byToken(inboxId, token);
  }

  holding(inboxId: string, messageId: string): readonly string[] {
    return [...(this.held.get(`${inboxId} ${messageId}`) ?? []), ...this.stored.holding(inboxId, messageId)];
  }

  mentioning(inboxId: string, messageId: string): readonly string[] {
    return [...(this.mentioned.get(`${inboxId} ${messageId}`) ?? []), ...this.stored.mentioning(inboxId, messageId)];
  }

  partOf(conversationId: string, address: string): Part {
    const here = this.parts.get(`${conversationId} ${address}`);
    return here === 'participant'
      ? here
      : this.stored.partOf(conversationId, address) === 'stranger'
        ? (here ?? 'stranger')
        : this.stored.partOf(conversationId, address);
  }

  private copyOf(incoming: IncomingMessage): string | null {
    const stored = this.stored.copyOf(incoming);
    if (stored !== null || incoming.place.kind !== 'thread') return stored;
    const { author, digest } = likeness(incoming);
    const here = this.own.get(`${incoming.inboxId} ${incoming.place.messageId}`) ?? [];
    return here.find((one) => one.author === author && one.digest === digest)?.messageId ?? null;
  }

  /** A mail that we sent, seen again: a copy in a folder, a BCC to ourselves, an inbox that writes to another one of ours. */
  private isOwn({ from, sender, mail }: IncomingMessage): boolean {
    return mail?.ownToken != null && this.inboxes.isOurs((from ?? sender).address) && this.stored.isOurMail(mail.ownToken);
  }

  private start({ inboxId, sender }: IncomingMessage): { conversationId: string; part: Part } {
    const id = newId();
    this.started.push({ id, inboxId, sender });
    // Nobody is answered where the sender is unknown.
    return { conversationId: id, part: sender.address === '' ? 'stranger' : 'participant' };
  }

  /**
   * A Reply-To is followed where it cannot take a conversation over: in the mail that begins it, in a proved one, or when it leads to
   * a participant (`fail:T18`, `threat:A9`).
   */
  private answerTo({ replyTo, sender, authentication }: IncomingMessage, conversationId: string, isAnswer: boolean): MailAddress {
    const asked = replyTo.find((one) => one.address !== '' && !this.inboxes.isOurs(one.address));
    const isTrusted =
      asked && (!isAnswer || authentication?.proved || this.partOf(conversationId, asked.address.toLowerCase()) === 'participant');
    return isTrusted ? asked : { address: sender.address, name: sender.name };
  }

  private rememberIds(conversationId: string, messageId: string, incoming: IncomingMessage): void {
    const { inboxId, place } = incoming;
    if (place.kind !== 'thread') return;
    if (place.messageId !== null) {
      this.addId({ inboxId, id: place.messageId, messageId, conversationId, mention: false });
      const key = `${inboxId} ${place.messageId}`;
      this.own.set(key, [...(this.own.get(key) ?? []), { messageId, ...likeness(incoming) }]);
    }
    for (const id of place.ancestors) {
      const leadsHere = this.holding(inboxId, id).includes(conversationId) || this.mentioning(inboxId, id).includes(conversationId);
      if (!leadsHere) this.addId({ inboxId, id, messageId, conversationId, mention: true });
    }
  }

  private addId(one: Omit<MailId, 'first'>): void {
    const key = `${one.inboxId} ${one.id}`;
    const first = !this.stored.knows(one.inboxId, one.id) && !this.held.has(key) && !this.mentioned.has(key);
    this.ids.push({ ...one, first });
    const conversations = one.mention ? this.mentioned : this.held;
    conversations.set(key, [one.conversationId, ...(conversations.get(key) ?? [])]);
  }

  private rememberPeople(
    { conversationId, part }: { conversationId: string; part: Part },
    incoming: IncomingMessage,
    answerTo: MailAddress | null,
  ): void {
    const { sender, to, cc, authentication } = incoming;
    this.addPerson(conversationId, sender.address, part === 'participant' ? part : 'copied');
    if (answerTo) this.addPerson(conversationId, answerTo.address.toLowerCase(), 'participant');
    // Anybody can write a mail in somebody's name and copy himself in (`threat:A8`).
    const copied = part === 'participant' && authentication?.proved ? 'participant' : 'copied';
    for (const { address } of [...to, ...cc]) this.addPerson(conversationId, address.toLowerCase(), copied);
  }

  private addPerson(conversationId: string, address: string, part: Participant['part']): void {
    if (address === '' || this.inboxes.isOurs(address)) return;
    const before = this.partOf(conversationId, address);
    if (before === 'participant' || before === part) return;
    this.parts.set(`${conversationId} ${address}`, part);
    this.participants.push({ conversationId, address, part });
  }
}

/** What a list or gateway marks is a person's when it answers us: customers, or we, sit behind them. */
function isMachines({ isAutomatic, mail }: IncomingMessage, isAnswer: boolean): boolean {
  return isAutomatic && !(isAnswer && mail?.automatic === 'bulk' && mail.isMarkedOnTheWay);
}
