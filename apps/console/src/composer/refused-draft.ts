import { useState } from 'react';
import { draftOf, useDraft } from './drafts.js';
import type { DraftId } from './draft.js';

/** Names a draft as it is when its sending is refused: also with what was typed while that was on its way. */
export function refusedDraft(id: DraftId): string {
  return draftOf(id).key;
}

/** Whether what was refused is still what stands there: a change may have mended it, and the notice would be of another text. */
export function isStillRefused(id: DraftId, refused: string | null): boolean {
  return refused === draftOf(id).key;
}

/** Keeps which draft was refused last. */
export function useRefusedDraft(id: DraftId): { readonly isRefused: boolean; readonly refuse: () => void } {
  // Looks again when the draft changes.
  useDraft(id);
  const [refused, setRefused] = useState<string | null>(null);
  return { isRefused: isStillRefused(id, refused), refuse: () => setRefused(refusedDraft(id)) };
}
