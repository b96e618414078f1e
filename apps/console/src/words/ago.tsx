import { useTranslation } from 'react-i18next';
import { fullMoment, moment, shortAge } from './time.js';
import { useNow } from './use-now.js';

/** How long ago, with the whole date on hover. */
export function Ago({ at, className }: { at: string; className?: string | undefined }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time dateTime={at} title={fullMoment(at, i18n.language)} className={className}>
      {shortAge(at, now, i18n.language)}
    </time>
  );
}

/** When, to the minute, with the whole date on hover. */
export function Moment({ at, className }: { at: string; className?: string | undefined }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time dateTime={at} title={fullMoment(at, i18n.language)} className={className}>
      {moment(at, now, i18n.language)}
    </time>
  );
}
