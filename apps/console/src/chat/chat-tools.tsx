import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { changeDraft } from '../composer/drafts.js';
import { ActionKey } from '../keyboard/key-hint.js';
import { runAction } from '../keyboard/keyboard.js';
import { useMe } from '../session/session.js';
import classes from './chat.module.css';
import { edit } from './editing.js';
import { EditedMark } from './versions.js';

const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog.js')).DeleteDialog }));

/** What can be done with a message of a chat. */
export function ChatTools({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asked, ask] = useDisclosure(false);
  const mine = message.author.id === me.id || me.role !== 'agent';
  const sent = message.deletedAt === null && message.delivery?.state !== 'held';
  return (
    <span className={classes.tools}>
      {message.edited && <EditedMark message={message} />}
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('chat.menu')} title={t('chat.menu')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {message.deletedAt === null && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} />}
              rightSection={<ActionKey action="replyTo" />}
              onClick={() => replyTo(number, message.id)}
            >
              {t('chat.replyTo')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void navigator.clipboard.writeText(message.text)}>
            {t('chat.copy')}
          </Menu.Item>
          {mine && message.changeable && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => afterMenu(() => edit(message.id))}>
              {t('chat.change')}
            </Menu.Item>
          )}
          {mine && sent && message.deletable && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={ask.open}>
              {t('chat.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <Suspense>
          <DeleteDialog message={message} number={number} onClose={ask.close} />
        </Suspense>
      )}
    </span>
  );
}

function replyTo(number: number, id: string): void {
  changeDraft(number, () => ({ mode: 'reply', replyTo: id }));
  afterMenu(() => runAction('reply'));
}

/** Once the menu has given the focus back: else it would take it from where one goes on. */
function afterMenu(go: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(go));
}
