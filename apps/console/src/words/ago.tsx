import { fullMoment, moment, shortAge } from './time.js';
import { useNow } from './use-now.js';
import { useLocale } from './use-locale.js';

/** How long ago, with the whole date on hover. */
export function Ago({ at, className }: { at: string; className?: string | undefined }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <time dateTime={at} title={fullMoment(at, locale)} className={className}>
      {shortAge(at, now, locale)}
    </time>
  );
}

/** When, to the minute, with the whole date on hover. */
export function Moment({ at, className }: { at: string; className?: string | undefined }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <time dateTime={at} title={fullMoment(at, locale)} className={className}>
      {moment(at, now, locale)}
    </time>
  );
}
