import { NumberInput, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';
import { AcknowledgementWords } from './acknowledgement-words.js';
import type { InboxForm } from './inbox-values.js';
import { ownAcknowledgementQuery } from './inbox-queries.js';

const LANGUAGES = ['ru', 'en'] as const;

/** What who writes first is told at once. */
export function AcknowledgementFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const { data: own } = useQuery(ownAcknowledgementQuery);
  // What is wrong in it is said there, also where it was switched off meanwhile.
  const isOpen = form.values.acknowledgement.enabled || Object.keys(form.errors).some((path) => path.startsWith('acknowledgement.'));
  return (
    <fieldset className={classes.card}>
      <legend>{t('acknowledgement.title')}</legend>
      <Switch
        label={t('acknowledgement.enabled')}
        description={t('acknowledgement.hint')}
        {...form.getInputProps('acknowledgement.enabled', { type: 'checkbox' })}
      />
      {isOpen && own && (
        <>
          {LANGUAGES.map((language) => (
            <AcknowledgementWords key={language} form={form} language={language} own={own} />
          ))}
          <div className={classes.pair}>
            <NumberInput
              label={t('acknowledgement.perHour')}
              description={t('acknowledgement.perHourHint')}
              {...BELOW}
              min={1}
              max={10_000}
              allowDecimal={false}
              required
              withAsterisk={false}
              {...form.getInputProps('acknowledgement.perHour')}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}
