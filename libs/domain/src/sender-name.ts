/** How an inbox's answers name who wrote them. */
export type FromName = 'agent' | 'organisation' | 'agent-and-organisation';

/** Whose name stands before the address that an answer comes from. What no person wrote comes from the organisation. */
export function senderName(manner: FromName, agent: string | null, organisation: string): string {
  if (agent === null || agent === '' || manner === 'organisation') return organisation;
  return manner === 'agent' || organisation === '' ? agent : `${agent} (${organisation})`;
}
