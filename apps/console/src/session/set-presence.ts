import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Presence, Session } from '../api/shapes.js';
import { sessionQuery } from './session.js';

/** Says whether one takes tickets now: shown at once, taken back if the server refuses. */
export function useSetPresence() {
  const client = useQueryClient();
  const show = (presence: Presence): void =>
    void client.setQueryData(
      sessionQuery.queryKey,
      (session: Session | null | undefined) => session && { ...session, agent: { ...session.agent, presence } },
    );
  return useMutation({
    mutationFn: (state: Presence) => answerOf(api.PUT('/agents/me/presence', { body: { state } })),
    onMutate: (state) => {
      const before = client.getQueryData(sessionQuery.queryKey)?.agent.presence;
      show(state);
      return before;
    },
    onError: (error, _state, before) => {
      if (before) show(before);
      tellProblem(error);
    },
    onSuccess: (agent) => show(agent.presence),
  });
}
