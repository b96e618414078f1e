import type { Presence } from '../api/shapes.js';
import classes from './presence-dot.module.css';

/** Whether somebody is there. Always beside words or a name that says the same: colour alone is not enough. */
export function PresenceDot({ state, corner = false }: { state: Presence; corner?: boolean }) {
  return <span className={classes.dot} data-state={state} data-corner={corner || undefined} aria-hidden="true" />;
}
