/**
 * Keeps a panel that is a page of its own above the keyboard of a phone: some browsers shrink the visual viewport alone and lay the keyboard
 * over what is typed (`fail:W6`). In a frame the loader does it, since only the site's page knows.
 */
export function stayAboveKeyboard(viewport: VisualViewport | null): void {
  if (!viewport) return;
  const fit = (): void => {
    // Who zooms in with two fingers sees a part of the page, which stays as it is.
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty('--height', `${viewport.height}px`);
    // The browser scrolls to the field, and the heading with it out of sight.
    scrollTo(0, 0);
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
}
