import { Skeleton, Tooltip } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ChannelIcon } from '../tickets/channel-icon.js';
import classes from './contact-panel.module.css';

function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/contacts/{id}', { params: { path: { id } }, signal })),
  });
}

/** The addresses of a contact, and which of them are proved to be theirs. */
export function ContactIdentities({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { data, isPending, isError } = useQuery(contactQuery(contact));
  if (isPending) return <Skeleton height={18} />;
  if (isError) return <p className={classes.faint}>{t('contact.notLoaded')}</p>;
  return (
    <ul className={classes.list} aria-label={t('contact.addresses')}>
      {data.identities.map((identity) => (
        <li key={identity.id} className={classes.identity}>
          <ChannelIcon channel={identity.channel} />
          <bdi title={identity.address}>{identity.channel === 'webchat' ? t('contact.visitor') : identity.address}</bdi>
          {identity.provedAt && (
            <Tooltip label={t('contact.proved')}>
              <IconShieldCheck size={15} className={classes.proved} role="img" aria-label={t('contact.proved')} />
            </Tooltip>
          )}
        </li>
      ))}
    </ul>
  );
}
