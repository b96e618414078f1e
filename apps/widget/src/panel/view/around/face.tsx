import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { initials } from './initials.js';

/** Somebody's picture; their initials where they have none or it cannot be loaded. The name stands beside it in words. */
export function Face({ name, picture }: { name: string; picture: string | null }): JSX.Element {
  const [broken, setBroken] = useState<string | null>(null);
  const isShown = picture !== null && picture !== broken;
  return (
    <span class="face" aria-hidden="true">
      {isShown ? <img src={picture} alt="" onError={() => setBroken(picture)} /> : initials(name)}
    </span>
  );
}
