import '../look/mantine-dialogs.js';
import { Kbd, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Action, ACTION_NAMES, ACTIONS } from './actions.js';
import { ActionKey } from './key-hint.js';
import { singleKeysOn } from './keyboard.js';
import classes from './shortcut-help.module.css';

const GROUPS = ['list', 'everywhere', 'ticket'] as const;

/** All keys, from the registry that the keyboard itself reads. */
export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shortcuts.close') }}
    >
      {!singleKeysOn() && (
        <Text size="sm" c="dimmed" mb="md">
          {t('shortcuts.off')}
        </Text>
      )}
      <div className={classes.columns}>
        {GROUPS.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.heading}>{t(`shortcuts.${group}`)}</h3>
            <dl className={classes.list}>
              {ACTION_NAMES.filter((action) => ACTIONS[action].group === group).map((action) => (
                <Line key={action} action={action} />
              ))}
              {group === 'ticket' && <Fixed keys="Ctrl ↵" words={t('action.send')} />}
              {group === 'ticket' && <Fixed keys="Ctrl Shift ↵" words={t('action.sendAndSolve')} />}
            </dl>
          </section>
        ))}
      </div>
      <Text size="xs" c="dimmed" mt="lg">
        {t('shortcuts.layouts')}
      </Text>
    </Modal>
  );
}

function Line({ action }: { action: Action }) {
  const { t } = useTranslation();
  return (
    <div className={classes.line}>
      <dt>{t(`action.${action}`)}</dt>
      <dd>
        <ActionKey action={action} />
      </dd>
    </div>
  );
}

/** Keys of the composer's field, which the field itself hears. */
function Fixed({ keys, words }: { keys: string; words: string }) {
  return (
    <div className={classes.line}>
      <dt>{words}</dt>
      <dd>
        <Kbd size="xs">{keys}</Kbd>
      </dd>
    </div>
  );
}
