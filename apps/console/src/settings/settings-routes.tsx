import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { deskRoute } from '../shell/desk-route.js';
import { withWords } from '../words/words.js';

const pages = () => withWords('settings', import('./settings-chunk.js'));

const settings = createRoute({
  getParentRoute: () => deskRoute,
  path: '/settings',
  component: lazyRouteComponent(pages, 'SettingsLayout'),
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
  component: lazyRouteComponent(pages, 'ProfilePage'),
});

const agents = createRoute({
  getParentRoute: () => settings,
  path: '/agents',
  component: lazyRouteComponent(pages, 'AgentsPage'),
});

const teams = createRoute({
  getParentRoute: () => settings,
  path: '/teams',
  component: lazyRouteComponent(pages, 'TeamsPage'),
});

const skills = createRoute({
  getParentRoute: () => settings,
  path: '/skills',
  component: lazyRouteComponent(pages, 'SkillsPage'),
});

const inboxes = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes',
  // Where a provider sent the browser back and nobody knows any more for which inbox.
  validateSearch: z.object({ consent: z.catch(z.optional(z.enum(['refused'])), undefined) }),
  component: lazyRouteComponent(pages, 'InboxesPage'),
});

const newInbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/new',
  validateSearch: z.object({ channel: z.catch(z.enum(['email', 'telegram', 'webchat']), 'email') }),
  component: lazyRouteComponent(pages, 'NewInboxPage'),
});

const inbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/$id',
  // `test`: the mailbox is tested at once. `consent`: how it went at the provider; the inbox says why.
  validateSearch: z.object({
    test: z.catch(z.optional(z.enum(['now'])), undefined),
    consent: z.catch(z.optional(z.enum(['given', 'refused'])), undefined),
  }),
  component: lazyRouteComponent(pages, 'InboxPage'),
});

const organisation = createRoute({
  getParentRoute: () => settings,
  path: '/organisation',
  component: lazyRouteComponent(pages, 'OrganisationPage'),
});

const parked = createRoute({
  getParentRoute: () => settings,
  path: '/parked',
  component: lazyRouteComponent(pages, 'ParkedPage'),
});

/** The pages below `/settings`: their code is fetched when they are first opened. */
export const settingsRoutes = settings.addChildren([home, profile, agents, teams, skills, inboxes, newInbox, inbox, organisation, parked]);
