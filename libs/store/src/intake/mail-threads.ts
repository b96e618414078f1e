import type { Tx } from '../database/store.js';
import { turnForwards, type Forwarders } from './agent-forwards.js';
import { findAlsoSent, type AlsoSent } from './also-sent.js';
import type { IncomingMessage } from './incoming.js';
import { readMailInboxes } from './mail-inboxes.js';
import type { Fresh } from './received.js';
import { withRequester } from './requester.js';
import { Threading, type Located, type NotAMessage } from './threading.js';
import { readThreads } from './threads.js';

type Mail = Fresh<IncomingMessage>;

/** Where the mails of a batch go. */
export type MailThreads = {
  /** Those that become messages, as from the one who wants something by them, in their order. */
  readonly located: readonly { readonly item: Mail; readonly located: Located }[];
  readonly outcomes: readonly { readonly item: Mail; readonly outcome: string; readonly messageId: string | null }[];
  /** What the batch adds to what threads are found by. */
  readonly added: Pick<Threading, 'started' | 'ids' | 'participants'>;
  readonly forwarders: Forwarders;
  readonly alsoSent: AlsoSent;
};

/** Says of each mail of a batch who wants something by it and which conversation it goes on with. Nothing is written. */
export async function findMailThreads(tx: Tx, mails: readonly Mail[]): Promise<MailThreads> {
  if (mails.length === 0) return NO_MAIL;
  const inboxes = await readMailInboxes(tx);
  const turned = await turnForwards(tx, mails);
  const items = turned.mails.map((item) => ({ ...item, incoming: withRequester(item.incoming, inboxes) }));
  const alsoSent = await findAlsoSent(tx, items, inboxes);
  const threads = await readThreads(
    tx,
    items.map(({ incoming }) => incoming),
  );
  const threading = new Threading(threads, inboxes);
  const judged = items.map((item) => ({ item, found: threading.locate(item) }));
  return {
    located: judged.flatMap(({ item, found }) => (found.kind === 'located' ? [{ item, located: found }] : [])),
    outcomes: judged.flatMap(({ item, found }) => (isOutcome(found) ? [{ item, outcome: found.outcome, messageId: found.messageId }] : [])),
    added: threading,
    forwarders: turned.forwarders,
    alsoSent,
  };
}

const NO_MAIL: MailThreads = {
  located: [],
  outcomes: [],
  added: { started: [], ids: [], participants: [] },
  forwarders: new Map(),
  alsoSent: new Map(),
};

function isOutcome(found: Located | NotAMessage): found is NotAMessage {
  return found.kind === 'outcome';
}
