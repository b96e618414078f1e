// One chunk: the settings are small pages of the same parts.
export { AgentsPage } from './agents/agents-page.js';
export { InboxPage } from './inboxes/inbox-page.js';
export { InboxesPage } from './inboxes/inboxes-page.js';
export { NewInboxPage } from './inboxes/new-inbox-page.js';
export { OrganisationPage } from './organisation/organisation-page.js';
export { ParkedPage } from './parked/parked-page.js';
export { ProfilePage } from './profile/profile-page.js';
export { SettingsLayout } from './settings-layout.js';
export { SkillsPage } from './skills/skills-page.js';
export { TeamsPage } from './teams/teams-page.js';
