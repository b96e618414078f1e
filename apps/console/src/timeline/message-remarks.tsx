import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { fullMoment } from '../words/time.js';
import classes from './message-remarks.module.css';
import { proofOf } from './sender-proof.js';
import { useLocale } from '../words/use-locale.js';

/** What an agent must know before believing or answering a message. */
export function MessageRemarks({ message }: { message: Message }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      {proofOf(message) === 'forged' && <Remark danger>{t('timeline.forged')}</Remark>}
      {message.problem && <Remark>{message.problem.text}</Remark>}
      {message.late && message.sourceAt && (
        <Remark icon={<IconClockExclamation size={15} aria-hidden="true" />}>
          {t('timeline.late', { at: fullMoment(message.sourceAt, locale) })}
        </Remark>
      )}
      {message.kind === 'inbound' && message.automatic && <Remark>{t('timeline.automaticMail')}</Remark>}
    </>
  );
}

function Remark({ children, danger = false, icon }: { children: ReactNode; danger?: boolean; icon?: ReactNode }) {
  return (
    <p className={classes.remark} data-danger={danger || undefined}>
      {icon ?? <IconAlertTriangle size={15} aria-hidden="true" />}
      <span>{children}</span>
    </p>
  );
}
