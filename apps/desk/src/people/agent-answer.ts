import type { Agent } from '@app/contracts';
import type { AgentRow } from '@app/store';

export function agentAnswer(row: AgentRow): Agent {
  return { ...row, presenceAt: row.presenceAt.toISOString() };
}
