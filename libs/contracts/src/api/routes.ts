import { SESSION_ROUTES } from './routes/session.js';
import { TICKETS_ROUTES } from './routes/tickets.js';
import { MESSAGES_ROUTES } from './routes/messages.js';
import { PEOPLE_ROUTES } from './routes/people.js';
import { INBOXES_ROUTES } from './routes/inboxes.js';
import { OAUTH_ROUTES } from './routes/oauth.js';
import { OPERATIONS_ROUTES } from './routes/operations.js';
import { ORGANISATION_ROUTES } from './routes/organisation.js';

/** Every call of `/api/v1`. A call that is not here is not served. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...TICKETS_ROUTES,
  ...MESSAGES_ROUTES,
  ...PEOPLE_ROUTES,
  ...INBOXES_ROUTES,
  ...OAUTH_ROUTES,
  ...OPERATIONS_ROUTES,
  ...ORGANISATION_ROUTES,
} as const;
