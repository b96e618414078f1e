import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Session } from '../api/shapes.js';
import { sessionQuery, takeSession } from '../session/session.js';

/** Goes in with a new session: to where one was going, or home. */
export function useEnter(): (session: Session, next?: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (session, next) => {
    client.setQueryData(sessionQuery.queryKey, await takeSession(session));
    router.history.push(next ?? '/');
  };
}
