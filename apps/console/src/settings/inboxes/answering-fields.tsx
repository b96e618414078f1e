import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-values.js';

const FROM_NAMES = ['agent-and-organisation', 'agent', 'organisation'] as const;
const LIMITS = ['connections', 'perMinute', 'perDay'] as const;

/** How answers leave: under which name, with what below, how fast, and how they are signed. */
export function AnsweringFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('answering.title')}</legend>
      <Select
        label={t('answering.fromName')}
        data={FROM_NAMES.map((value) => ({ value, label: t(`answering.fromNames.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('fromName')}
      />
      <Switch
        label={t('answering.quoteHistory')}
        description={t('answering.quoteHistoryHint')}
        {...form.getInputProps('quoteHistory', { type: 'checkbox' })}
      />
      <Switch
        label={t('answering.sentCopy')}
        description={t('answering.sentCopyHint')}
        {...form.getInputProps('sentCopy', { type: 'checkbox' })}
      />
      <details>
        <summary>{t('answering.more')}</summary>
        <div className={classes.form}>
          <Dkim form={form} />
          <Limits form={form} />
        </div>
      </details>
    </fieldset>
  );
}

function Dkim({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const wanted = form.values.dkim.domain.trim() !== '';
  return (
    <>
      <div className={classes.pair}>
        <TextInput label={t('answering.dkimDomain')} placeholder="example.com" maxLength={253} {...form.getInputProps('dkim.domain')} />
        <TextInput
          label={t('answering.dkimSelector')}
          placeholder="otklik"
          maxLength={253}
          required={wanted}
          withAsterisk={false}
          {...form.getInputProps('dkim.selector')}
        />
      </div>
      <p className={classes.hint}>{t('answering.dkimHint')}</p>
    </>
  );
}

function Limits({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.pair}>
        {LIMITS.map((limit) => (
          <NumberInput
            key={limit}
            label={t(`answering.limit.${limit}`)}
            placeholder={t('answering.asProvider')}
            min={1}
            allowDecimal={false}
            hideControls
            {...form.getInputProps(`sending.${limit}`)}
          />
        ))}
      </div>
      <p className={classes.hint}>{t('answering.limitHint')}</p>
    </>
  );
}
