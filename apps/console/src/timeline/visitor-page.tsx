import { IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './visitor-page.module.css';
import { shownPage } from './visitor-pages.js';

/** Where on the site a visitor was when they wrote. */
export function VisitorPage({ page }: { page: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.page}>
      <IconWorld size={14} aria-hidden="true" />
      <a
        href={page}
        target="_blank"
        rel="noopener noreferrer"
        title={page}
        aria-label={t('timeline.visitorPage', { page: shownPage(page) })}
      >
        <bdi>{shownPage(page)}</bdi>
      </a>
    </p>
  );
}
