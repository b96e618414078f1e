import { Button, CopyButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconCheck, IconCopy, IconLinkPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Inbox, TelegramLink } from '../api/shapes.js';
import { inboxesQuery } from '../settings/inboxes/inbox-queries.js';
import { fullMoment } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import classes from './contact-panel.module.css';

/** One-time links by which a customer of another channel proves whose Telegram is theirs. */
export function TelegramLinks({ contact, quiet }: { contact: string; quiet: boolean }) {
  const { data = [] } = useQuery(inboxesQuery);
  const bots = data.filter(({ active, profile }) => active && profile !== null);
  return bots.map((bot) => <OneBot key={bot.id} contact={contact} bot={bot} several={bots.length > 1} quiet={quiet} />);
}

type Props = {
  contact: string;
  bot: Inbox;
  several: boolean;
  /** Where a Telegram is known already, another is seldom wanted. */
  quiet: boolean;
};

function OneBot({ contact, bot, several, quiet }: Props) {
  const { t } = useTranslation();
  const make = useMutation({
    mutationFn: () => answerOf(api.POST('/contacts/{id}/telegram-link', { params: { path: { id: contact } }, body: { inbox: bot.id } })),
  });
  return (
    <div className={classes.making}>
      {make.data ? (
        <Made link={make.data} />
      ) : (
        <Button
          size="compact-sm"
          variant={quiet ? 'subtle' : 'default'}
          leftSection={<IconLinkPlus size={15} />}
          title={t('telegramLink.hint')}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          {several ? t('telegramLink.makeFor', { bot: `@${bot.profile?.username ?? ''}` }) : t('telegramLink.make')}
        </Button>
      )}
      {make.error !== null && <ProblemNotice error={make.error} onRetry={() => make.mutate()} />}
    </div>
  );
}

function Made({ link: { url, expiresAt } }: { link: TelegramLink }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.link} role="status">
      <code>{url}</code>
      <span className={classes.faint}>{t('telegramLink.use', { at: fullMoment(expiresAt, locale) })}</span>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            onClick={copy}
            autoFocus
          >
            {t(copied ? 'ticket.copied' : 'telegramLink.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
