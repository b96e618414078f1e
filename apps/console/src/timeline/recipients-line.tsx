import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import classes from './message-head.module.css';

/** Who else has a mail: said where there is somebody else. The whole list is behind the mail's addresses. */
export function RecipientsLine({ message: { to, cc, bcc } }: { message: Message }) {
  const { t } = useTranslation();
  if (to.length + cc.length + bcc.length < 2) return null;
  return (
    <p className={classes.recipients}>
      {[[t('mail.to'), to] as const, [t('mail.cc'), cc] as const, [t('mail.bcc'), bcc] as const].map(
        ([label, addresses]) =>
          addresses.length > 0 && (
            <span key={label}>
              {label}: <bdi>{addresses.map(({ name, address }) => name || address).join(', ')}</bdi>
            </span>
          ),
      )}
    </p>
  );
}
