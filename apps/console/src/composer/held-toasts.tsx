import { Paper } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { secondsLeft, useSeconds } from '../words/use-seconds.js';
import classes from './held-toasts.module.css';
import { type Held, useHeld } from './held-replies.js';
import { UndoButton } from './undo-button.js';

/** Whoever has gone on to another ticket can still undo: the reply's own line is out of sight there. */
export function HeldToasts() {
  const { number } = useParams({ strict: false });
  const held = useHeld().filter((one) => one.number !== number);
  if (held.length === 0) return null;
  return (
    <div className={classes.toasts} role="status">
      {held.map((one) => (
        <Toast key={one.message.id} held={one} />
      ))}
    </div>
  );
}

function Toast({ held }: { held: Held }) {
  const { t } = useTranslation();
  const left = secondsLeft(new Date(held.until).toISOString(), useSeconds());
  return (
    <Paper className={classes.toast} shadow="md" withBorder>
      <span aria-hidden="true">{t('held.toast', { number: held.number, count: left })}</span>
      <UndoButton message={held.message} number={held.number} open />
    </Paper>
  );
}
