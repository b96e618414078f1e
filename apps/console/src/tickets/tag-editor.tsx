import { Popover, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTag } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import classes from './fact-button.module.css';
import tagClasses from './tag-editor.module.css';

const TagField = lazy(async () => ({ default: (await import('./tag-field.js')).TagField }));

/** The ticket's tags; a click or `L` opens them for change. */
export function TagEditor({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  useAction('tag', is.open);
  return (
    <Popover opened={open} onChange={(now) => (now ? is.open() : is.close())} width={300} position="bottom-start" trapFocus returnFocus>
      <KeyHint action="tag" disabled={open}>
        <Popover.Target>
          <UnstyledButton className={ticket.tags.length > 0 ? tagClasses.tags : `${classes.fact} ${classes.quiet}`} onClick={is.toggle}>
            <VisuallyHidden>{t('ticket.editTags')}</VisuallyHidden>
            {ticket.tags.length === 0 && <IconTag size={15} aria-hidden="true" />}
            {ticket.tags.map((tag) => (
              <bdi key={tag} className={tagClasses.tag}>
                {tag}
              </bdi>
            ))}
          </UnstyledButton>
        </Popover.Target>
      </KeyHint>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton height={64} />}>
          <TagField ticket={ticket} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
