import { useQuery } from '@tanstack/react-query';
import type { Inbox } from '../api/shapes.js';
import { useMe } from '../session/session.js';
import { inboxesQuery } from '../settings/inboxes/inbox-queries.js';

/** Mailboxes and bots that this agent may write from: those of their teams, to an administrator all. Chats of sites begin with the visitor. */
export function useWritableInboxes(): { inboxes: Inbox[]; isPending: boolean; error: unknown; retry: () => void } {
  const me = useMe();
  const { data = [], isPending, error, refetch } = useQuery(inboxesQuery);
  const teams = new Set(me.teams.map(({ id }) => id));
  const inboxes = data.filter(
    ({ channel, active, team, health }) =>
      channel !== 'webchat' && active && health.state !== 'off' && (me.role === 'admin' || teams.has(team.id)),
  );
  return { inboxes, isPending, error: data.length === 0 ? error : null, retry: () => void refetch() };
}
