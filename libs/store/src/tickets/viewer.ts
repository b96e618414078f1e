import type { Role } from '@app/contracts';

/** Who asks: every read of tickets and what belongs to them takes one. */
export type Viewer = { readonly agentId: string; readonly role: Role };

/**
 * True of the tickets (alias `t`) that a viewer may see (`model.md` 6): admins all, others those of their teams and their own.
 * The statement's first two parameters are `viewerParams`.
 */
export const VISIBLE = `($1::boolean or t.assignee_id = $2::uuid or t.team_id in (select tm.team_id from team_members tm where tm.agent_id = $2::uuid))`;

/** True of the inboxes (alias `i`) that a viewer may write first from: active ones, admins all, others those of their teams. Parameters as `VISIBLE`. */
export const WRITES_FROM = `(i.active and ($1::boolean or i.team_id in (select tm.team_id from team_members tm where tm.agent_id = $2::uuid)))`;

export function viewerParams(viewer: Viewer): readonly [boolean, string] {
  return [viewer.role === 'admin', viewer.agentId];
}
