import type { Presence } from '../api/shapes.js';
import classes from './face.module.css';
import { initialsOf, toneOf } from './initials.js';
import { PresenceDot } from './presence-dot.js';

type Props = { name: string; id: string; size?: 20 | 24 | 30 | 36 | 48; presence?: Presence; round?: boolean; title?: string | undefined };

/** A person as two letters on a colour of their own, the same everywhere. */
export function Face({ name, id, size = 30, presence, title }: Props) {
  return (
    <span
      className={classes.face}
      data-size={size}
      data-tone={toneOf(id)}
      title={title}
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      {initialsOf(name)}
      {presence && <PresenceDot state={presence} corner />}
    </span>
  );
}
