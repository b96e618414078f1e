import type { ChatError, ChatMessage, ChatOffice, ChatUser } from '@app/contracts';
import type { Draft, FileProblem } from './draft.js';
import type { LinkState } from '../connection/link.js';
import { type LiveFacts, NO_FACTS } from './live-facts.js';
import type { Outgoing } from './outgoing.js';

/** What the visitor asked for by mail, until the server answers: `error` says why it was refused. */
export type MailRequest = { readonly kind: 'address' | 'transcript'; readonly email: string; readonly error: ChatError | null };

/** All that the panel shows of a chat. */
export type ChatState = LiveFacts & {
  readonly messages: readonly ChatMessage[];
  readonly outgoing: readonly Outgoing[];
  readonly drafts: readonly Draft[];
  readonly link: LinkState;
  /** The history of a visitor who is known is on its way. */
  readonly isLoading: boolean;
  readonly isShown: boolean;
  readonly problem: FileProblem | null;
  /** What waits to be sent would outlive the page: else the browser has no room for it, or forbids it. */
  readonly isSafe: boolean;
  /** Whom the site has named. */
  readonly user: ChatUser | null;
  readonly request: MailRequest | null;
  /** Where the transcript went. */
  readonly transcript: string | null;
  /** Answers that were not read. */
  readonly unread: number;
  /** Words for the field, and the screen, that the site asked for. */
  readonly prefill: string | null;
  readonly screen: string | null;
  /** Grows when somebody else begins: nothing that was typed or chosen before is theirs. */
  readonly visit: number;
};

/** Before anything is known of the visitor. */
export function emptyChat(office: ChatOffice): ChatState {
  return {
    ...NO_FACTS,
    office,
    messages: [],
    outgoing: [],
    drafts: [],
    link: 'none',
    isLoading: false,
    isShown: false,
    problem: null,
    isSafe: true,
    user: null,
    request: null,
    transcript: null,
    unread: 0,
    prefill: null,
    screen: null,
    visit: 0,
  };
}
