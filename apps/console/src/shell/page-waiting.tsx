import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LogoMark } from '../look/logo.js';
import classes from './page.module.css';

/** While a page's code is fetched: the mark, breathing. */
export function PageWaiting(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.centre} role="status" aria-label={t('page.waiting')}>
      <span className={classes.breathing}>
        <LogoMark size={40} />
      </span>
    </div>
  );
}
