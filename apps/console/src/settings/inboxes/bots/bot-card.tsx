import { Anchor } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BotProfile } from '../../../api/shapes.js';
import classes from './bots.module.css';

/** What customers see of a bot: its picture, its name, its address. */
export function BotCard({ bot }: { bot: BotProfile }) {
  const { t } = useTranslation();
  return (
    <div className={classes.card}>
      <BotPicture bot={bot} size={44} />
      <div className={classes.names}>
        <bdi className={classes.name}>{bot.name}</bdi>
        <Anchor size="sm" href={`https://t.me/${bot.username}`} target="_blank" rel="noopener noreferrer" title={t('bot.openChat')}>
          @{bot.username}
        </Anchor>
      </div>
    </div>
  );
}

export function BotPicture({ bot, size }: { bot: BotProfile; size: number }) {
  return bot.picture === null ? (
    <span className={classes.picture} data-none>
      <IconRobot size={size * 0.6} aria-hidden="true" />
    </span>
  ) : (
    <img className={classes.picture} src={bot.picture} alt="" width={size} height={size} />
  );
}
