import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';

/** The first words of the bot, in the languages that it speaks. */
export function BotGreeting({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('bot.greeting')}</legend>
      <p className={classes.hint}>{t('bot.greetingHint')}</p>
      <div className={classes.pair}>
        {(['ru', 'en'] as const).map((language) => (
          <Textarea
            key={language}
            label={t(`bot.greetingIn.${language}`)}
            lang={language}
            maxLength={1_000}
            autosize
            minRows={2}
            {...form.getInputProps(`botGreeting.${language}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}
