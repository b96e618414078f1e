import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconChevronUp, IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Presence } from '../api/shapes.js';
import { forgetDrafts, keptCount } from '../composer/kept-drafts.js';
import { runAction } from '../keyboard/keyboard.js';
import { Face } from '../people/face.js';
import { PresenceDot } from '../people/presence-dot.js';
import classes from './presence-menu.module.css';
import { sessionQuery, useMe } from './session.js';
import { useSetPresence } from './set-presence.js';

const PRESENCES = ['online', 'away', 'offline'] as const;

/** Oneself: whether tickets are given to one now, the profile, and the way out. */
export function PresenceMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const presence = useSetPresence();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={232}>
      <Menu.Target>
        <UnstyledButton className={classes.me}>
          <Face name={me.name} id={me.id} picture={me.picture} size={30} presence={me.presence} />
          <span className={classes.names}>
            <span className={classes.name}>{me.name}</span>
            <span className={classes.state}>{t(`presence.${me.presence}`)}</span>
          </span>
          <VisuallyHidden>: {t('presence.menu')}</VisuallyHidden>
          <IconChevronUp size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('presence.label')}</Menu.Label>
        <Menu.RadioGroup value={me.presence} onChange={(state) => presence.mutate(state as Presence)}>
          {PRESENCES.map((state) => (
            <Menu.RadioItem key={state} value={state} closeMenuOnClick rightSection={<PresenceDot state={state} />}>
              {t(`presence.${state}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUserCircle size={16} />}>
          {t('presence.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => runAction('help')}>
          {t('action.help')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => mayForgetDrafts(t) && signOut.mutate()}>
          {t('presence.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is written and not sent goes with the session: nobody else who uses this browser may find it. */
function mayForgetDrafts(t: TFunction): boolean {
  const count = keptCount();
  return count === 0 || confirm(t('presence.forgetsDrafts', { count }));
}

function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/session')),
    onSuccess: async () => {
      forgetDrafts();
      await navigate({ to: '/sign-in' });
      client.setQueryData(sessionQuery.queryKey, null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
    onError: tellProblem,
  });
}
