import { IconBrandTelegram, IconMail, IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../api/shapes.js';
import classes from './channel-icon.module.css';

const ICONS = { email: IconMail, telegram: IconBrandTelegram, webchat: IconMessage2 } as const;

/** The channel's sign; told in words to who cannot see it. */
export function ChannelIcon({ channel, size = 16 }: { channel: Channel; size?: number }) {
  const { t } = useTranslation();
  const Icon = ICONS[channel];
  return (
    <span className={classes.icon} data-channel={channel} role="img" aria-label={t(`channel.${channel}`)} title={t(`channel.${channel}`)}>
      <Icon size={size} aria-hidden="true" />
    </span>
  );
}
