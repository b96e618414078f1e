import type { Role } from '../api/shapes.js';

/** The pages of the settings, in order, and who sees them. */
export const SETTINGS_PAGES = [
  { id: 'profile', to: '/settings/profile', roles: ['admin', 'lead', 'agent'] },
  { id: 'inboxes', to: '/settings/inboxes', roles: ['admin', 'lead'] },
  { id: 'agents', to: '/settings/agents', roles: ['admin', 'lead'] },
  { id: 'teams', to: '/settings/teams', roles: ['admin', 'lead'] },
  { id: 'skills', to: '/settings/skills', roles: ['admin', 'lead'] },
  { id: 'organisation', to: '/settings/organisation', roles: ['admin'] },
  { id: 'parked', to: '/settings/parked', roles: ['admin'] },
] as const satisfies readonly { id: string; to: string; roles: readonly Role[] }[];

export function settingsPagesOf(role: Role) {
  return SETTINGS_PAGES.filter((page) => (page.roles as readonly Role[]).includes(role));
}
