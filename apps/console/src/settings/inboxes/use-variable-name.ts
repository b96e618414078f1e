import { useTranslation } from 'react-i18next';
import type { OwnAcknowledgement } from '../../api/shapes.js';

export type Variable = OwnAcknowledgement['variables'][number];

const NAMES = {
  'ticket.number': 'ticketNumber',
  'ticket.subject': 'ticketSubject',
  'contact.name': 'contactName',
  'organisation.name': 'organisationName',
  'inbox.name': 'inboxName',
  expected: 'expected',
  opening: 'opening',
} as const satisfies Record<Variable, string>;

/** What a variable of the texts stands for, in words. */
export function useVariableName(): (variable: Variable) => string {
  const { t } = useTranslation();
  return (variable) => t(`acknowledgement.variable.${NAMES[variable]}`);
}
