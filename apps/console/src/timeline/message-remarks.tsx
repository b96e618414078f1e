import { IconAlertTriangle, IconClockExclamation, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { fullMoment } from '../words/time.js';
import classes from './message-remarks.module.css';
import { proofOf } from './sender-proof.js';
import { useLocale } from '../words/use-locale.js';

/** What is no reason to be careful: how the mail was made. */
const HARMLESS = /^mail-(automatic|pgp|smime)-/;

/** Where the visitor was is told by `VisitorPage`. */
const isSaidHere = ({ code }: { code: string }): boolean => code !== 'visitor-page';

/** What an agent must know before believing or answering a message. */
export function MessageRemarks({ message }: { message: Message }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      {proofOf(message) === 'forged' && <Remark tone="danger">{t('timeline.forged')}</Remark>}
      {message.problem && <Remark>{message.problem.text}</Remark>}
      {message.late && message.sourceAt && (
        <Remark icon={<IconClockExclamation size={15} aria-hidden="true" />}>
          {t('timeline.late', { at: fullMoment(message.sourceAt, locale) })}
        </Remark>
      )}
      {message.remarks.filter(isSaidHere).map(({ code, text }) =>
        HARMLESS.test(code) ? (
          <Remark key={code} tone="quiet" icon={<IconInfoCircle size={15} aria-hidden="true" />}>
            {text}
          </Remark>
        ) : (
          <Remark key={code}>{text}</Remark>
        ),
      )}
    </>
  );
}

type RemarkProps = { children: ReactNode; tone?: 'danger' | 'warn' | 'quiet'; icon?: ReactNode };

function Remark({ children, tone = 'warn', icon }: RemarkProps) {
  return (
    <p className={classes.remark} data-tone={tone}>
      {icon ?? <IconAlertTriangle size={15} aria-hidden="true" />}
      <bdi>{children}</bdi>
    </p>
  );
}
