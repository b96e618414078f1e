import { ParkedPage } from '../parked.js';
import { route } from '../route.js';
import { PageQuery } from '../shapes.js';

/** What an admin looks after. */
export const OPERATIONS_ROUTES = {
  listParked: route({
    id: 'listParked',
    method: 'GET',
    path: '/parked',
    access: 'admin',
    summary: 'Parked events',
    query: PageQuery,
    status: 200,
    answer: ParkedPage,
  }),
  replayParked: route({
    id: 'replayParked',
    method: 'POST',
    path: '/parked/{id}/replay',
    access: 'admin',
    summary: 'Hand a parked event to its group again',
    once: true,
    status: 202,
    errors: ['parked-missing'],
  }),
  dropParked: route({
    id: 'dropParked',
    method: 'DELETE',
    path: '/parked/{id}',
    access: 'admin',
    summary: 'Drop a parked event for good',
    status: 204,
    errors: ['parked-missing'],
  }),
} as const;
