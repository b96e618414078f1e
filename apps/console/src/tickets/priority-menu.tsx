import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEqual } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Priority, Ticket } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { useChangeTicket } from './change-ticket.js';
import classes from './fact-button.module.css';
import { PriorityMark } from './priority-mark.js';

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export function PriorityMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  const change = useChangeTicket(ticket.number);
  const set = (priority: Priority): void => change.mutate({ body: { priority }, shows: { priority } });
  useAction('priority', is.open);
  return (
    <Menu opened={open} onChange={(now) => (now ? is.open() : is.close())} width={190}>
      <KeyHint action="priority" disabled={open}>
        <Menu.Target>
          <UnstyledButton className={classes.fact}>
            <VisuallyHidden>{t('ticket.priority')}</VisuallyHidden>
            {ticket.priority === 'normal' ? (
              <IconEqual size={15} aria-hidden="true" />
            ) : (
              <PriorityMark priority={ticket.priority} decorative />
            )}
            {ticket.priority === 'normal' ? <VisuallyHidden>{t('priority.normal')}</VisuallyHidden> : t(`priority.${ticket.priority}`)}
          </UnstyledButton>
        </Menu.Target>
      </KeyHint>
      <Menu.Dropdown>
        <Menu.RadioGroup value={ticket.priority} onChange={(priority) => set(priority as Priority)}>
          {PRIORITIES.map((priority) => (
            <Menu.RadioItem key={priority} value={priority} closeMenuOnClick rightSection={<PriorityMark priority={priority} decorative />}>
              {t(`priority.${priority}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
