/** Wider content is made smaller down to this; narrower still, and it is scrolled. */
const SMALLEST = 0.55;

/**
 * Keeps a frame as high as what is in it, and what is too wide for a small screen small enough to be seen.
 *
 * @returns how to stop
 */
export function fitFrame(page: Document, onHeight: (height: number) => void): () => void {
  const { body, documentElement: root } = page;
  let width = 0;
  const fit = (): void => {
    if (root.clientWidth !== width) {
      width = root.clientWidth;
      body.style.removeProperty('zoom');
      const wanted = body.scrollWidth;
      if (width > 0 && wanted > width + 1) body.style.setProperty('zoom', String(Math.max(SMALLEST, width / wanted)));
    }
    onHeight(Math.ceil(body.getBoundingClientRect().height) + (root.scrollWidth > root.clientWidth ? SCROLL_BAR : 0));
  };
  const watch = new ResizeObserver(fit);
  watch.observe(body);
  watch.observe(root);
  // A picture that comes late may be wider than all there was. Of a thousand pictures this is done once, not a thousand times.
  let planned = 0;
  const refit = (): void => {
    cancelAnimationFrame(planned);
    planned = requestAnimationFrame(() => {
      width = 0;
      fit();
    });
  };
  body.addEventListener('load', refit, true);
  page.addEventListener('keydown', passOn);
  fit();
  return () => {
    watch.disconnect();
    cancelAnimationFrame(planned);
    body.removeEventListener('load', refit, true);
    page.removeEventListener('keydown', passOn);
  };
}

const SCROLL_BAR = 16;

/** Shortcuts go on working when the focus is on a link of the message. */
function passOn({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  document.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, metaKey, altKey }));
}
