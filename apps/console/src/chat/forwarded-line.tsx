import { IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './chat.module.css';

/** Who said it first. */
export function ForwardedLine({ forwarded: { from, at } }: { forwarded: NonNullable<Message['forwarded']> }) {
  const { t } = useTranslation();
  return (
    <p className={classes.forwarded}>
      <IconArrowForwardUp size={15} aria-hidden="true" />
      <span>
        {from === '' ? (
          t('chat.forwarded')
        ) : (
          <>
            {t('chat.forwardedFrom')} <bdi>{from}</bdi>
          </>
        )}
        {at !== null && (
          <>
            {' · '}
            <Moment at={at} />
          </>
        )}
      </span>
    </p>
  );
}
