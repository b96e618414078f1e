import '../look/mantine-fields.js';
import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { useChangeTicket } from './change-ticket.js';

/** Where tags are typed; its code is fetched when it is first opened. */
export function TagField({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const change = useChangeTicket(ticket.number);
  return (
    <TagsInput
      label={t('ticket.tags')}
      description={t('ticket.tagsHint')}
      value={ticket.tags}
      onChange={(tags) => change.mutate({ body: { tags }, shows: { tags } })}
      maxTags={50}
      data-autofocus
      autoFocus
    />
  );
}
