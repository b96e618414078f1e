import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconMailQuestion, IconPencilPlus, IconShieldCheck, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeDraft } from '../composer/drafts.js';
import { NOBODY, type Person } from '../recipients/person.js';
import { ChannelIcon } from '../tickets/channel-icon.js';
import classes from './contact-panel.module.css';
import { contactQuery } from './contact-query.js';

/** Begins another conversation with the same customer. */
function WriteButton({ person }: { person: Person }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const write = (): void => {
    changeDraft('new', ({ recipients }) => ({ recipients: { ...NOBODY, ...recipients, to: [person] } }));
    void navigate({ to: '/tickets/new', search: (search) => search });
  };
  const label = t('contact.write', { address: person.address });
  return (
    <ActionIcon size="sm" className={classes.write} onClick={write} aria-label={label} title={label}>
      <IconPencilPlus size={15} />
    </ActionIcon>
  );
}

/** The addresses of a contact, and which of them are proved to be theirs; and those that they left in a chat, which prove nothing. */
export function ContactIdentities({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { data, isPending, isError } = useQuery(contactQuery(contact));
  if (isPending) return <Skeleton height={18} />;
  if (isError) return <p className={classes.faint}>{t('contact.notLoaded')}</p>;
  return (
    <ul className={classes.list} aria-label={t('contact.addresses')}>
      {data.identities.map((identity) => (
        <li key={identity.id} className={classes.identity}>
          {identity.channel === 'site' ? (
            <IconWorld size={16} role="img" aria-label={t('contact.site')} title={t('contact.site')} />
          ) : (
            <ChannelIcon channel={identity.channel} />
          )}
          <bdi title={identity.address}>{identity.channel === 'webchat' ? t('contact.visitor') : identity.address}</bdi>
          {identity.provedAt && (
            <Tooltip label={t('contact.proved')}>
              <IconShieldCheck size={15} className={classes.proved} role="img" aria-label={t('contact.proved')} />
            </Tooltip>
          )}
          {identity.channel === 'email' && <WriteButton person={{ address: identity.address, name: data.name }} />}
        </li>
      ))}
      {data.claims.map(({ address }) => (
        <li key={address} className={classes.identity}>
          <IconMailQuestion size={16} role="img" aria-label={t('contact.claimed')} title={t('contact.claimed')} />
          <bdi>{address}</bdi>
          <span className={classes.faint}>{t('contact.claimedShort')}</span>
        </li>
      ))}
    </ul>
  );
}
