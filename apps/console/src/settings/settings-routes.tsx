import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { deskRoute } from '../shell/desk-route.js';

const settings = createRoute({
  getParentRoute: () => deskRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.js'), 'SettingsLayout'),
});

const home = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true });
  },
});

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/profile-page.js'), 'ProfilePage'),
});

const agents = createRoute({
  getParentRoute: () => settings,
  path: '/agents',
  component: lazyRouteComponent(() => import('./agents/agents-page.js'), 'AgentsPage'),
});

const teams = createRoute({
  getParentRoute: () => settings,
  path: '/teams',
  component: lazyRouteComponent(() => import('./teams/teams-page.js'), 'TeamsPage'),
});

const skills = createRoute({
  getParentRoute: () => settings,
  path: '/skills',
  component: lazyRouteComponent(() => import('./skills/skills-page.js'), 'SkillsPage'),
});

const inboxes = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes',
  component: lazyRouteComponent(() => import('./inboxes/inboxes-page.js'), 'InboxesPage'),
});

const newInbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/new',
  validateSearch: z.object({ channel: z.catch(z.enum(['email', 'telegram', 'webchat']), 'email') }),
  component: lazyRouteComponent(() => import('./inboxes/new-inbox-page.js'), 'NewInboxPage'),
});

const inbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/$id',
  component: lazyRouteComponent(() => import('./inboxes/inbox-page.js'), 'InboxPage'),
});

const parked = createRoute({
  getParentRoute: () => settings,
  path: '/parked',
  component: lazyRouteComponent(() => import('./parked/parked-page.js'), 'ParkedPage'),
});

/** The pages below `/settings`: their code is fetched when they are first opened. */
export const settingsRoutes = settings.addChildren([home, profile, agents, teams, skills, inboxes, newInbox, inbox, parked]);
