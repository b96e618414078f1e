import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { faultOf, faulty } from './faults.js';
import type { Recipients } from './person.js';
import classes from './recipients-line.module.css';

/** What must be mended before anything is sent, in words. */
export function Faults({ recipients, own }: { recipients: Recipients; own: readonly string[] }) {
  const { t } = useTranslation();
  return faulty(recipients, own).map((person) => (
    <p key={person.address} className={classes.fault} role="alert">
      <IconAlertTriangle size={14} aria-hidden="true" />
      <span>
        <bdi>{person.address}</bdi>: {t(`recipients.fault.${faultOf(person, own) ?? 'signs'}`)}
      </span>
    </p>
  ));
}
