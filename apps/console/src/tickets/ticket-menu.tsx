import { ActionIcon, Menu } from '@mantine/core';
import { IconAlertOctagon, IconDots, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { useChangeTicket } from './change-ticket.js';

/** What is seldom done with a ticket. */
export function TicketMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const change = useChangeTicket(ticket.number);
  const setSpam = (spam: boolean): void => change.mutate({ body: { spam }, shows: { spam } });
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon aria-label={t('ticket.menu')}>
          <IconDots size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ticket.spam ? (
          <Menu.Item leftSection={<IconShieldCheck size={16} />} onClick={() => setSpam(false)}>
            {t('ticket.notSpam')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconAlertOctagon size={16} />} onClick={() => setSpam(true)}>
            {t('ticket.spam')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
