/** The site's page behind the panel. Where the panel covers it whole, no key and no screen reader gets lost there (WCAG 2.2, 2.4.11). */
export class PageBehind {
  private covered: HTMLElement | undefined;

  /** A page that its site has taken out of reach stays as the site wants it. */
  cover(isCovered: boolean): void {
    const { body } = document;
    if (this.covered && !(isCovered && this.covered === body)) {
      this.covered.inert = false;
      this.covered = undefined;
    }
    if (!isCovered || body.inert) return;
    body.inert = true;
    this.covered = body;
  }
}
