import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELDS, type Person, type Recipients } from './person.js';
import { RecipientField } from './recipient-field.js';
import classes from './recipients-line.module.css';

type Props = {
  recipients: Recipients;
  onChange: (recipients: Recipients) => void;
  participants: readonly Person[];
  own: readonly string[];
  onClose: () => void;
};

/** The three fields of a mail. Its code is fetched when they are first opened. */
export function RecipientFields({ recipients, onChange, participants, own, onClose }: Props) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <div className={classes.fields} role="group" aria-label={t('recipients.label')} onKeyDown={onKeyDown}>
      {FIELDS.map((field) => (
        <RecipientField key={field} field={field} {...{ recipients, onChange, participants, own }} autoFocus={field === 'to'} />
      ))}
      <div className={classes.buttons}>
        {recipients.cc.length + recipients.bcc.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange({ ...recipients, cc: [], bcc: [] })}>
            {t('recipients.clearCopies')}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onClose}>
          {t('recipients.done')}
        </Button>
      </div>
    </div>
  );
}
