import { useTranslation } from 'react-i18next';
import type { TicketState } from '../api/shapes.js';
import classes from './state-badge.module.css';

/** The state in words, on its colour. */
export function StateBadge({ state, small = false }: { state: TicketState; small?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-state={state} data-small={small || undefined}>
      {t(`state.${state}`)}
    </span>
  );
}
