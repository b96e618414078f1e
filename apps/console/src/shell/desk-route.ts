import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session.js';
import { PageMissing } from './page-problem.js';

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({ notFoundComponent: PageMissing });

export const deskPages = () => import('../desk-pages.js');

/** Everything that needs somebody signed in: who is not goes to the sign-in page, and comes back from there. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href } });
    return { session };
  },
  component: lazyRouteComponent(deskPages, 'Shell'),
});
