import { useTranslation } from 'react-i18next';
import classes from './chat.module.css';

/** The buttons that the customer sees below our answer: they are pressed there, not here. */
export function OfferedChoices({ labels }: { labels: readonly string[] }) {
  const { t } = useTranslation();
  if (labels.length === 0) return null;
  return (
    <ul className={classes.offered} aria-label={t('chat.offered')} title={t('chat.offered')}>
      {labels.map((label, at) => (
        // Labels may be alike: their place is their identity.
        <li key={at}>
          <bdi>{label}</bdi>
        </li>
      ))}
    </ul>
  );
}
