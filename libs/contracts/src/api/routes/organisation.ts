import { ChangeOrganisation, OrganisationSettings, OwnAcknowledgement } from '../organisation.js';
import { route } from '../route.js';

/** What holds for the whole installation. */
export const ORGANISATION_ROUTES = {
  getOrganisation: route({
    id: 'getOrganisation',
    method: 'GET',
    path: '/organisation',
    access: 'admin',
    summary: 'The settings of the whole installation',
    status: 200,
    answer: OrganisationSettings,
  }),
  changeOrganisation: route({
    id: 'changeOrganisation',
    method: 'PATCH',
    path: '/organisation',
    access: 'admin',
    summary: 'Change the settings of the whole installation',
    body: ChangeOrganisation,
    status: 200,
    answer: OrganisationSettings,
    errors: ['inbox-missing'],
  }),
  getOwnAcknowledgement: route({
    id: 'getOwnAcknowledgement',
    method: 'GET',
    path: '/organisation/acknowledgement',
    access: 'admin',
    summary: 'The texts of acknowledgements where an inbox has none of its own',
    status: 200,
    answer: OwnAcknowledgement,
  }),
} as const;
