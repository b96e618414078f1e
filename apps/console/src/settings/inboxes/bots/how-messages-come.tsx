import { Radio, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../session/session.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';

const INTAKES = ['polling', 'webhook'] as const;
const GROUPS = ['addressed', 'always', 'ignore'] as const;

/** Fetched or brought, and which of them are taken. */
export function HowMessagesCome({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const { publicSiteUrl } = useSession();
  return (
    <fieldset className={classes.card}>
      <legend>{t('bot.intake')}</legend>
      <Radio.Group aria-label={t('bot.intake')} {...form.getInputProps('intake')}>
        <Stack gap={10}>
          {INTAKES.map((intake) => (
            <Radio
              key={intake}
              value={intake}
              label={t(`bot.intakeMode.${intake}`)}
              description={t(`bot.intakeHint.${intake}`, { address: publicSiteUrl })}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group label={t('bot.groups')} {...form.getInputProps('groups')}>
        <Stack gap={10} mt={8}>
          {GROUPS.map((mode) => (
            <Radio key={mode} value={mode} label={t(`bot.groupsMode.${mode}`)} description={t(`bot.groupsHint.${mode}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t('bot.channelPosts')}
        description={t('bot.channelPostsHint')}
        {...form.getInputProps('channelPosts', { type: 'checkbox' })}
      />
    </fieldset>
  );
}
