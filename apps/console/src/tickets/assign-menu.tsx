import { Popover, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { Face } from '../people/face.js';
import { useMe } from '../session/session.js';
import classes from './fact-button.module.css';
import { useAssign } from './use-assign.js';

const AssignChoices = lazy(async () => ({ default: (await import('./assign-choices.js')).AssignChoices }));

/** Whose the ticket is, and the way to give it to somebody else. */
export function AssignMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  const assign = useAssign(ticket);
  const me = useMe();
  useAction('assign', is.open);
  useAction('assignMe', () => assign(me), ticket.assignee?.id !== me.id);
  return (
    <Popover opened={open} onChange={(now) => (now ? is.open() : is.close())} width={290} position="bottom-start" trapFocus returnFocus>
      <KeyHint action="assign" disabled={open}>
        <Popover.Target>
          <UnstyledButton className={classes.fact} onClick={is.toggle}>
            <VisuallyHidden>{t('ticket.assignee')}</VisuallyHidden>
            {ticket.assignee ? (
              <Face name={ticket.assignee.name} id={ticket.assignee.id} picture={ticket.assignee.picture} size={20} />
            ) : (
              <IconUserPlus size={16} aria-hidden="true" />
            )}
            <bdi>{ticket.assignee?.name ?? t('ticket.nobody')}</bdi>
            <span className={classes.team}>{ticket.team.name}</span>
          </UnstyledButton>
        </Popover.Target>
      </KeyHint>
      <Popover.Dropdown p={6}>
        <Suspense fallback={<Skeleton height={180} />}>
          <AssignChoices ticket={ticket} onAgent={assign} onDone={is.close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
