import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/shapes.js';
import classes from './chat.module.css';

/** Pictures of one message, side by side; each opens whole beside the console. */
export function Album({ pictures }: { pictures: readonly Attachment[] }) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <ul className={classes.album} data-many={pictures.length > 1 || undefined} aria-label={t('chat.pictures')}>
      {pictures.map(({ id, url, filename }) => (
        <li key={id}>
          <a href={url ?? ''} target="_blank" rel="noopener noreferrer" title={t('file.open', { name: filename })}>
            <img src={url ?? ''} alt={filename} loading="lazy" />
          </a>
        </li>
      ))}
    </ul>
  );
}
