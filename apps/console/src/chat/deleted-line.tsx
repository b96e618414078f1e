import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './chat.module.css';

/** Agents still see what was said: who took it away, and when. */
export function DeletedLine({ message, at }: { message: Message; at: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.deleted}>
      <IconTrash size={14} aria-hidden="true" />
      <span>
        {t(message.kind === 'inbound' ? 'chat.deletedByCustomer' : 'chat.deletedByUs')} <Moment at={at} />
      </span>
    </p>
  );
}
