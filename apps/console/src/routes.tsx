import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { settingsRoutes } from './settings/settings-routes.js';
import { deskPages, deskRoute, rootRoute } from './shell/desk-route.js';
import { PageProblem } from './shell/page-problem.js';
import { PageWaiting } from './shell/page-waiting.js';
import { ALL_OPEN, MINE } from './tickets/views.js';
import { TicketSearch } from './tickets/ticket-search.js';
import { parseSearch, stringifySearch } from './tickets/url-search.js';
import { withWords } from './words/words.js';

const newMessagePage = () => withWords('writing', import('./new-message/new-message-page.js'));
const doorPages = () => withWords('settings', import('./sign-in/door-pages.js'));

/** Where to go after signing in: an address of this console and never of another site. */
const Next = z.object({ next: z.catch(z.optional(z.string().check(z.regex(/^\/(?![/\\])/))), undefined) });

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: Next,
  component: lazyRouteComponent(doorPages, 'SignInPage'),
});

const link = createRoute({
  getParentRoute: () => rootRoute,
  path: '/links/$token',
  component: lazyRouteComponent(doorPages, 'LinkPage'),
});

const home = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    // Who leads or sets up looks at all of it first; who answers, at what is theirs.
    const view = context.session.agent.role === 'agent' ? MINE : ALL_OPEN;
    throw redirect({ to: '/tickets', search: view.search, replace: true });
  },
});

const tickets = createRoute({
  getParentRoute: () => deskRoute,
  path: '/tickets',
  validateSearch: TicketSearch,
  component: lazyRouteComponent(deskPages, 'TicketsPage'),
});

const noTicket = createRoute({
  getParentRoute: () => tickets,
  path: '/',
  component: lazyRouteComponent(deskPages, 'NoTicket'),
});

const newMessage = createRoute({
  getParentRoute: () => tickets,
  path: '/new',
  component: lazyRouteComponent(newMessagePage, 'NewMessagePage'),
});

const ticket = createRoute({
  getParentRoute: () => tickets,
  path: '/$number',
  params: { parse: ({ number }) => ({ number: Number(number) }), stringify: ({ number }) => ({ number: String(number) }) },
  component: lazyRouteComponent(deskPages, 'TicketPage'),
});

const tree = rootRoute.addChildren([
  signIn,
  link,
  deskRoute.addChildren([home, tickets.addChildren([noTicket, newMessage, ticket]), settingsRoutes]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageProblem,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
