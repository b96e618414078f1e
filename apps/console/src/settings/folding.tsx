import type { ReactNode } from 'react';
import classes from './settings-page.module.css';

/** Fields that most people never touch. A field in it that stops a form from being saved opens it. */
export function Folding({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details
      className={classes.folding}
      open={open}
      onInvalidCapture={(event) => {
        event.currentTarget.open = true;
      }}
    >
      <summary>{title}</summary>
      <div className={classes.form}>{children}</div>
    </details>
  );
}
