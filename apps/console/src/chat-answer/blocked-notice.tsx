import { IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../words/use-locale.js';
import { useNow } from '../words/use-now.js';
import { moment } from '../words/time.js';
import classes from './chat-answer.module.css';

/** Nothing can be sent: since when, and what to do. */
export function BlockedNotice({ since }: { since: string }) {
  const { t } = useTranslation();
  const at = moment(since, useNow(), useLocale());
  return (
    <div className={classes.blocked} role="status">
      <IconBan size={18} aria-hidden="true" />
      <p>
        <strong>{t('chatAnswer.blocked')}.</strong> {t('chatAnswer.blockedSince', { at })}
      </p>
    </div>
  );
}
