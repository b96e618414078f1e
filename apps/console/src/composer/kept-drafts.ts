import * as z from 'zod/mini';
import type { Draft, DraftId } from './draft.js';

/** Drafts outlive the page: this browser keeps them, apart for each agent, until they are sent or the agent signs out. */
const PREFIX = 'otklik-draft:';
/** Nobody goes on with what is older than this, in milliseconds. */
const LASTS_MS = 30 * 24 * 60 * 60 * 1000;

let agent: string | null = null;

const People = z.readonly(z.array(z.object({ address: z.string(), name: z.string() })));
const Kept = z.object({
  at: z.number(),
  mode: z.enum(['reply', 'note']),
  reply: z.string(),
  note: z.string(),
  files: z.array(
    z.object({ localId: z.string(), name: z.string(), size: z.number(), id: z.string(), state: z.literal('done'), share: z.literal(1) }),
  ),
  recipients: z.nullable(z.object({ to: People, cc: People, bcc: People })),
  suggestion: z.nullable(z.string()),
  signature: z.boolean(),
  quote: z.nullable(z.boolean()),
  // Drafts from before chats had these.
  replyTo: z._default(z.nullable(z.string()), null),
  choices: z._default(z.readonly(z.array(z.string())), []),
  asWritten: z._default(z.boolean(), false),
  partner: z._default(z.nullable(z.object({ id: z.string(), name: z.string() })), null),
  inbox: z.nullable(z.string()),
  subject: z.string(),
  key: z.string(),
});

/** From now on drafts are those of this agent. Whoever's are too old go. */
export function keepDraftsOf(agentId: string, now: number): void {
  agent = agentId;
  for (const name of names()) {
    const kept = read(name);
    if (!kept || now - kept.at > LASTS_MS) localStorage.removeItem(name);
  }
}

export function keptDraft(id: DraftId): Partial<Draft> | null {
  const kept = agent && read(nameOf(id));
  if (!kept) return null;
  const { at: _at, ...draft } = kept;
  return draft;
}

/**
 * Keeps a draft, without files that have not arrived at the server.
 *
 * @param draft null: nothing is left to keep
 * @returns whether it is kept; the browser may have no room, or no storage at all
 */
export function keepDraft(id: DraftId, draft: Draft | null): boolean {
  if (!agent) return draft === null;
  try {
    if (!draft) localStorage.removeItem(nameOf(id));
    else {
      const files = draft.files.flatMap(({ localId, name, size, state, id: fileId }) =>
        state === 'done' && fileId !== undefined ? [{ localId, name, size, id: fileId, state, share: 1 as const }] : [],
      );
      localStorage.setItem(nameOf(id), JSON.stringify({ ...draft, files, at: Date.now() } satisfies z.infer<typeof Kept>));
    }
    return true;
  } catch {
    return false;
  }
}

/** How many drafts of this agent wait to be sent. */
export function keptCount(): number {
  return names().filter((name) => name.startsWith(nameOf(''))).length;
}

/** On signing out nothing of the agent is left in the browser. */
export function forgetDrafts(): void {
  for (const name of names()) if (name.startsWith(nameOf(''))) localStorage.removeItem(name);
}

/** The draft that an entry of the storage is; null where it is another agent's, or none. */
export function draftIdOf(name: string | null): DraftId | null {
  if (!agent || !name?.startsWith(nameOf(''))) return null;
  const id = name.slice(nameOf('').length);
  return id === 'new' ? id : Number(id);
}

function nameOf(id: DraftId | ''): string {
  return `${PREFIX}${agent ?? ''}:${id}`;
}

function names(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(name: string): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(name) ?? ''));
  } catch {
    return null;
  }
}
