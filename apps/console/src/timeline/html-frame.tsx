import { useComputedColorScheme } from '@mantine/core';
import { useRef, useState } from 'react';
import { styleNonce } from '../look/style-nonce.js';
import { frameDocument } from './frame-document.js';
import classes from './html-frame.module.css';

/**
 * HTML of a message, sanitized by the server, in a frame without scripts.
 *
 * `allow-same-origin` lets this page measure the frame's height; together with `allow-scripts` it would let the message
 * out of its frame, so that never stands here (`threat:B1`).
 */
export function HtmlFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const [height, setHeight] = useState(80);
  const onLoad = (): void => {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    // The frame is replaced with its document, and the observer goes with it.
    new ResizeObserver(() => setHeight(Math.ceil(body.getBoundingClientRect().height))).observe(body);
    body.ownerDocument.addEventListener('keydown', passOn);
  };
  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={frameDocument(html, dark, styleNonce())}
      height={height}
      onLoad={onLoad}
    />
  );
}

/** Shortcuts go on working when the focus is on a link of the message. */
function passOn({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  document.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, metaKey, altKey }));
}
