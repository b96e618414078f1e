import { queryOptions, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answerOf, api, carryCsrfToken } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import type { Agent, Session } from '../api/shapes.js';
import { speak } from '../words/words.js';

/** Who is signed in; null is nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => fetchSession(signal),
  staleTime: Infinity,
  gcTime: Infinity,
});

async function fetchSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await takeSession(await answerOf(api.GET('/session', { signal })));
  } catch (error) {
    if (asProblem(error).status === 401) return null;
    throw error;
  }
}

/** Makes a session the page's own: its token goes with every write, its agent's language is spoken. */
export async function takeSession(session: Session): Promise<Session> {
  latest = session;
  carryCsrfToken(session.csrfToken ?? '');
  if (session.agent.language) await speak(session.agent.language);
  return session;
}

/** The last session there was: pages that are being left still show whose they were. */
let latest: Session | null = null;

/** The session, on pages that only somebody signed in can see. */
export function useSession(): Session {
  const session = useQuery(sessionQuery).data ?? latest;
  if (!session) throw new Error('useSession outside the pages that need a session');
  return session;
}

/** Leaves for the sign-in page when the server says that the session is over, and comes back from there. */
export function useLeaveWithSession(): void {
  const over = useQuery(sessionQuery).data === null;
  const router = useRouter();
  useEffect(() => {
    if (over) void router.navigate({ to: '/sign-in', search: { next: router.latestLocation.href } });
  }, [over, router]);
}

/** Where pictures of people lie. */
export function usePublicSiteUrl(): string {
  return useSession().publicSiteUrl;
}

export function useMe(): Agent {
  return useSession().agent;
}
