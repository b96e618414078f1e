import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inbox } from '../../api/shapes.js';
import { useMe } from '../../session/session.js';
import { ChannelIcon } from '../../tickets/channel-icon.js';
import { Notice } from '../notice.js';
import { Fetched, SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { BotPicture } from './bots/bot-card.js';
import { HealthLine } from './health-line.js';
import { inboxesQuery } from './inbox-queries.js';

const CHANNELS = ['email', 'telegram', 'webchat'] as const;

export function InboxesPage(): ReactElement {
  const { t } = useTranslation();
  const inboxes = useQuery(inboxesQuery);
  const admin = useMe().role === 'admin';
  const { consent } = useSearch({ from: '/desk/settings/inboxes' });
  return (
    <SettingsPage title={t('settings.inboxes.title')} lead={t('settings.inboxes.lead')} action={admin && <AddMenu />}>
      {consent === 'refused' && (
        <div className={classes.above}>
          <Notice kind="bad" title={t('consent.refused')}>
            {t('consent.unknown')}
          </Notice>
        </div>
      )}
      <Fetched query={inboxes} empty={t('inboxes.none')}>
        {(list) => (
          <ul className={classes.list}>
            {list.map((inbox) => (
              <InboxRow key={inbox.id} inbox={inbox} admin={admin} />
            ))}
          </ul>
        )}
      </Fetched>
    </SettingsPage>
  );
}

function InboxRow({ inbox, admin }: { inbox: Inbox; admin: boolean }) {
  const content = (
    <>
      {inbox.profile?.picture ? <BotPicture bot={inbox.profile} size={22} /> : <ChannelIcon channel={inbox.channel} size={22} />}
      <span className={inbox.active ? classes.main : `${classes.main} ${classes.off}`}>
        <bdi className={classes.name}>{inbox.name}</bdi>
        <span className={classes.detail}>{[addressOf(inbox), inbox.team.name].filter(Boolean).join(' · ')}</span>
        <HealthLine health={inbox.health} />
      </span>
    </>
  );
  return (
    <li>
      {admin ? (
        <Link to="/settings/inboxes/$id" params={{ id: inbox.id }} className={classes.row}>
          {content}
        </Link>
      ) : (
        <div className={classes.row}>{content}</div>
      )}
    </li>
  );
}

function addressOf({ settings, profile }: Inbox): string {
  if (profile) return `@${profile.username}`;
  const known = settings?.['address'] ?? settings?.['username'];
  return typeof known === 'string' ? known : '';
}

function AddMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} rightSection={<IconChevronDown size={15} />}>
          {t('inboxes.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHANNELS.map((channel) => (
          <Menu.Item
            key={channel}
            renderRoot={(props) => <Link to="/settings/inboxes/new" search={{ channel }} {...props} />}
            leftSection={<ChannelIcon channel={channel} />}
          >
            {t(`inboxes.addChannel.${channel}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
