/** How times are shown: `14:05`, and `today`, `yesterday` or `3 March` between days. */
export class Times {
  private readonly hour: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly year: Intl.DateTimeFormat;
  private readonly relative: Intl.RelativeTimeFormat;

  constructor(locale: string) {
    this.hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
    this.year = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
    this.relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  }

  time(at: Date): string {
    return this.hour.format(at);
  }

  date(at: Date, now: Date): string {
    const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
    if (days === 0 || days === -1) return this.relative.format(days, 'day');
    return (at.getFullYear() === now.getFullYear() ? this.day : this.year).format(at);
  }
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
