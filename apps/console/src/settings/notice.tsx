import type { ReactNode } from 'react';
import classes from './notice.module.css';

type Props = { kind: 'good' | 'hint' | 'warning' | 'bad'; title?: string; children?: ReactNode };

/** What a page has to say between its fields. */
export function Notice({ kind, title, children }: Props) {
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'bad' ? 'alert' : undefined}>
      {title !== undefined && <strong className={classes.title}>{title}</strong>}
      {children}
    </div>
  );
}
