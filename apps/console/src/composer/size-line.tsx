import { useTranslation } from 'react-i18next';
import { fileSize } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import classes from './composer.module.css';
import type { MailSize } from './mail-size.js';

/** How much of what a mail may carry is used, from where it matters on. */
export function SizeLine({ size }: { size: MailSize }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const figures = { files: fileSize(size.files, locale), limit: fileSize(size.limit, locale) };
  return (
    <p className={classes.sizeLine} data-over={size.tooLarge || undefined} role={size.tooLarge ? 'alert' : 'status'}>
      {t(size.tooLarge ? 'composer.tooLarge' : 'composer.almostTooLarge', figures)}
    </p>
  );
}
