import { useState } from 'react';
import type { Presence } from '../api/shapes.js';
import { usePublicSiteUrl } from '../session/session.js';
import classes from './face.module.css';
import { initialsOf, toneOf } from './initials.js';
import { PresenceDot } from './presence-dot.js';

type Props = {
  name: string;
  id: string;
  /** As the API says it: a path below the public site. Or a `blob:` address, of one that is not uploaded yet. */
  picture?: string | null;
  size?: 20 | 24 | 30 | 36 | 48 | 72;
  presence?: Presence;
  title?: string | undefined;
};

/** A person: their picture, or two letters on a colour of their own, the same everywhere. */
export function Face({ name, id, picture = null, size = 30, presence, title }: Props) {
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
      {picture !== null && <Picture key={picture} path={picture} />}
      {presence && <PresenceDot state={presence} corner />}
    </span>
  );
}

/** Lies over the letters, which are seen until it is here, and where it cannot be had. */
function Picture({ path }: { path: string }) {
  const site = usePublicSiteUrl();
  const [broken, setBroken] = useState(false);
  return broken ? null : (
    <img
      className={classes.picture}
      src={path.startsWith('/') ? site + path : path}
      alt=""
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}
