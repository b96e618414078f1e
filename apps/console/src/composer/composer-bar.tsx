import { ActionIcon, Button, FileButton, Menu } from '@mantine/core';
import { IconChevronDown, IconPaperclip } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';
import type { Sending, Then } from './use-send.js';
import type { Mode } from './draft.js';

const CHOICES = ['pending', 'solve', 'keep'] as const;

type Props = { mode: Mode; send: Sending; onFiles: (files: File[]) => void; children: ReactNode };

/** Files, what else goes along, and the button that sends. */
export function ComposerBar({ mode, send, onFiles, children }: Props) {
  const { t } = useTranslation();
  if (send.closed) return <p className={classes.closed}>{t('composer.closedHint')}</p>;
  return (
    <div className={classes.bar}>
      {mode === 'reply' && (
        <FileButton multiple onChange={(files) => onFiles([...files])} inputProps={{ 'aria-label': t('composer.attach'), tabIndex: -1 }}>
          {(props) => (
            <ActionIcon {...props} aria-label={t('composer.attach')} title={t('composer.attach')}>
              <IconPaperclip size={19} />
            </ActionIcon>
          )}
        </FileButton>
      )}
      {children}
      <span className={classes.keys}>{t('composer.keys')}</span>
      {mode === 'note' ? (
        <Button size="xs" className={classes['save']} onClick={() => send.send()} loading={send.sending} disabled={!send.ready}>
          {t('composer.saveNote')}
        </Button>
      ) : (
        <SendButton send={send} />
      )}
    </div>
  );
}

function SendButton({ send }: { send: Sending }) {
  const { t } = useTranslation();
  return (
    <Button.Group>
      <Button size="xs" onClick={() => send.send(send.then)} loading={send.sending} disabled={!send.ready}>
        {t(`composer.then.${send.then}`)}
      </Button>
      <Menu position="top-end" width={280}>
        <Menu.Target>
          <ActionIcon
            size={30}
            variant="filled"
            color="malachite"
            disabled={send.sending}
            aria-label={t('composer.thenMenu')}
            className={classes['then']}
          >
            <IconChevronDown size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('composer.thenMenu')}</Menu.Label>
          <Menu.RadioGroup value={send.then} onChange={(then) => send.setThen(then as Then)}>
            {CHOICES.map((then) => (
              <Menu.RadioItem key={then} value={then} closeMenuOnClick>
                {t(`composer.then.${then}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
