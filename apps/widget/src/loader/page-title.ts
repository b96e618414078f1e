/** The number of unread answers before the page's title: `(2) Warm Bread`. The site may change its title meanwhile. */
export class PageTitle {
  private ours = '';

  count(unread: number): void {
    const before = this.ours;
    this.ours = unread > 0 ? `(${unread}) ` : '';
    if (this.ours === before) return;
    const { title } = document;
    document.title = this.ours + (title.startsWith(before) ? title.slice(before.length) : title);
  }
}
