import { memo } from 'react';
import { splitLinks } from './split-links.js';
import classes from './plain-text.module.css';

/** Text as it was written, its web addresses made into links. Never as HTML. */
export const PlainText = memo(function PlainText({ text }: { text: string }) {
  return (
    <div className={classes.text} dir="auto">
      {splitLinks(text).map((part, at) =>
        part.href === null ? (
          part.text
        ) : (
          // Parts never move: their place is their identity.
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ),
      )}
    </div>
  );
});
