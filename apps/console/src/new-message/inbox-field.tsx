import '../look/mantine-fields.js';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Inbox } from '../api/shapes.js';
import { changeDraft } from '../composer/drafts.js';
import classes from './new-message.module.css';

/** Which of our addresses or bots the message comes from: a choice only where there is one. */
export function InboxField({ inboxes, chosen }: { inboxes: readonly Inbox[]; chosen: Inbox | undefined }) {
  const { t } = useTranslation();
  return (
    <div className={classes.row}>
      <span className={classes.label}>{t('mail.from')}</span>
      {inboxes.length === 1 && chosen ? (
        <span className={classes.only}>
          <bdi>{shown(chosen)}</bdi>
        </span>
      ) : (
        <Select
          size="xs"
          aria-label={t('mail.from')}
          data={inboxes.map((inbox) => ({ value: inbox.id, label: shown(inbox) }))}
          value={chosen?.id ?? null}
          onChange={(inbox) => changeDraft('new', () => ({ inbox }))}
          searchable={inboxes.length > 7}
        />
      )}
    </div>
  );
}

function shown({ name, address, profile }: Inbox): string {
  if (profile) return `${name} · @${profile.username}`;
  return address ? `${name} <${address}>` : name;
}
