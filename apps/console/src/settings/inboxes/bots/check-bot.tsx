import { Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../../api/client.js';
import { ProblemNotice } from '../../../api/problem-notice.js';
import type { Probe } from '../../../api/shapes.js';
import { Notice } from '../../notice.js';
import classes from '../../settings-page.module.css';
import { CheckSteps } from '../check-steps.js';
import type { InboxForm } from '../inbox-values.js';
import { BotCard } from './bot-card.js';
import { type BotValues, botSecrets, looksLikeToken } from './bot-values.js';

/** After the last key, milliseconds: most tokens are pasted. */
const PAUSE_MS = 500;

/** Asks Telegram whose a token is, as soon as it is typed: before it is saved one sees which bot it is, and what stands in its way. */
export function CheckBot({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const { values } = form;
  const check = useMutation({
    mutationFn: (asked: BotValues) => answerOf(api.POST('/inboxes/probe', { body: bodyOf(asked) })),
    onSuccess: ({ bot }) => {
      // Most inboxes are called what their bot is.
      if (bot && form.getValues().name === '') form.setFieldValue('name', bot.name.slice(0, 100));
    },
  });
  const [asked] = useDebouncedValue(values.token.trim(), PAUSE_MS);
  useEffect(() => {
    if (looksLikeToken(asked)) check.mutate(form.getValues());
    else check.reset();
  }, [asked]);
  if (values.token.trim() === '') return null;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={16} />}
        loading={check.isPending}
        disabled={!looksLikeToken(values.token)}
        onClick={() => check.mutate(values)}
      >
        {t(check.isIdle ? 'bot.check' : 'bot.checkAgain')}
      </Button>
      <div role="status" className={classes.status}>
        {check.isPending && (
          <span>
            <Loader size="xs" mr={8} aria-hidden="true" />
            {t('bot.checking')}
          </span>
        )}
        {check.data && !check.isPending && <Found probe={check.data} />}
      </div>
      {check.error !== null && <ProblemNotice error={check.error} onRetry={() => check.mutate(values)} />}
    </div>
  );
}

function Found({ probe: { bot, steps } }: { probe: Probe }) {
  const { t } = useTranslation();
  const trouble = steps.filter(({ level }) => level !== 'ok');
  const works = bot !== null && steps.every(({ ok }) => ok);
  return (
    <div className={classes.form}>
      <Notice kind={works && trouble.length === 0 ? 'good' : 'warning'} title={t(works ? 'bot.works' : 'bot.notAccepted')}>
        {bot && <BotCard bot={bot} />}
      </Notice>
      <CheckSteps steps={steps} />
    </div>
  );
}

function bodyOf(values: BotValues) {
  const { apiRoot, intake, groups } = values;
  return { channel: 'telegram' as const, ...botSecrets(values), apiRoot: apiRoot.trim(), intake, groups };
}
