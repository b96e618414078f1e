import { useEffect } from 'react';
import { losesOnLeaving, takeKeptDraft, takeKeptDrafts } from './drafts.js';
import { draftIdOf, keepDraftsOf } from './kept-drafts.js';

/** Ties what is written in this page to what the browser keeps of it: after a reload, and in other pages of the same agent. */
export function useKeptDrafts(agentId: string): void {
  useEffect(() => {
    keepDraftsOf(agentId, Date.now());
    takeKeptDrafts();
    const changed = ({ key }: StorageEvent): void => {
      const id = draftIdOf(key);
      if (id !== null) takeKeptDraft(id);
    };
    const ask = (event: BeforeUnloadEvent): void => {
      if (losesOnLeaving()) event.preventDefault();
    };
    addEventListener('storage', changed);
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('storage', changed);
      removeEventListener('beforeunload', ask);
    };
  }, [agentId]);
}
