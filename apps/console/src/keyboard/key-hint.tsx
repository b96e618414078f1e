import { Kbd, Tooltip, type TooltipProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Action, ACTIONS, shownKey } from './actions.js';
import classes from './key-hint.module.css';

const MAC = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The key of an action, as it is engraved. */
export function ActionKey({ action }: { action: Action }) {
  return <Kbd size="xs">{shownKey(ACTIONS[action].keys[0], MAC)}</Kbd>;
}

type Props = Omit<TooltipProps, 'label'> & { action: Action; label?: string };

/** A tooltip that teaches the key of what it stands on. */
export function KeyHint({ action, label, ...tooltip }: Props) {
  const { t } = useTranslation();
  const text = (
    <span className={classes.hint}>
      {label ?? t(`action.${action}`)} <ActionKey action={action} />
    </span>
  );
  return <Tooltip label={text} {...tooltip} />;
}
