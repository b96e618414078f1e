import { IconAlertTriangle, IconLoader2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { isTroubled } from '../timeline/delivery-state.js';
import classes from './chat.module.css';

/** How a change or a deletion of what was sent stands: until it is done the chat shows what was there before. */
export function ChangingLine({ changing: { what, state, reason } }: { changing: NonNullable<Message['changing']> }) {
  const { t } = useTranslation();
  const failed = isTroubled(state) || state === 'cancelled';
  const words = t(failed ? `chat.changeFailed.${what}` : `chat.changing.${what}`);
  return (
    <p className={classes.changing} data-failed={failed || undefined} role={failed ? 'alert' : 'status'}>
      {failed ? <IconAlertTriangle size={15} aria-hidden="true" /> : <IconLoader2 size={15} aria-hidden="true" />}
      <span>
        {words} {reason?.text}
      </span>
    </p>
  );
}
