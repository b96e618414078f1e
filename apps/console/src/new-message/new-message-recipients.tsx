import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeDraft, useDraft } from '../composer/drafts.js';
import { Faults } from '../recipients/faults-list.js';
import { NOBODY, type Recipients } from '../recipients/person.js';
import { RecipientField } from '../recipients/recipient-field.js';
import classes from './new-message.module.css';

/** To whom. A ticket is with one customer: of several who are written to at once the first, and that is said. */
export function NewMessageRecipients({ own }: { own: readonly string[] }) {
  const { t } = useTranslation();
  const recipients = useDraft('new').recipients ?? NOBODY;
  const [copies, setCopies] = useState(recipients.cc.length + recipients.bcc.length > 0);

  const change = (changed: Recipients): void => changeDraft('new', () => ({ recipients: changed }));
  const field = { recipients, onChange: change, participants: [], own, offers: 'below' } as const;
  return (
    <div className={classes.recipients}>
      <div className={classes.to}>
        <RecipientField field="to" {...field} autoFocus={recipients.to.length === 0} />
        {!copies && (
          <UnstyledButton className={classes.more} onClick={() => setCopies(true)}>
            {t('newMessage.copies')}
          </UnstyledButton>
        )}
      </div>
      {copies && <RecipientField field="cc" {...field} />}
      {copies && <RecipientField field="bcc" {...field} />}
      {recipients.to.length > 1 && (
        <p className={classes.hint} role="status">
          {t('newMessage.firstIsCustomer')}
        </p>
      )}
      <Faults recipients={recipients} own={own} />
    </div>
  );
}
