import { Popover, TagsInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { useChangeTicket } from './change-ticket.js';
import classes from './fact-button.module.css';
import tagClasses from './tag-editor.module.css';

/** The ticket's tags; a click or `L` opens them for change. */
export function TagEditor({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  const change = useChangeTicket(ticket.number);
  useAction('tag', is.open);
  return (
    <Popover opened={open} onChange={(now) => (now ? is.open() : is.close())} width={300} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <KeyHint action="tag" disabled={open}>
          <UnstyledButton
            className={ticket.tags.length > 0 ? tagClasses.tags : `${classes.fact} ${classes.quiet}`}
            onClick={is.toggle}
            aria-label={t('ticket.editTags')}
          >
            {ticket.tags.length === 0 && <IconTag size={15} />}
            {ticket.tags.length === 0 && t('ticket.addTag')}
            {ticket.tags.map((tag) => (
              <bdi key={tag} className={tagClasses.tag}>
                {tag}
              </bdi>
            ))}
          </UnstyledButton>
        </KeyHint>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          label={t('ticket.tags')}
          description={t('ticket.tagsHint')}
          value={ticket.tags}
          onChange={(tags) => change.mutate({ body: { tags }, shows: { tags } })}
          maxTags={50}
          data-autofocus
        />
      </Popover.Dropdown>
    </Popover>
  );
}
