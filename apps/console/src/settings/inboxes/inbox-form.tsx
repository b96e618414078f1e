import { Button, Select, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../api/problem-notice.js';
import { teamsQuery } from '../../people/people-queries.js';
import classes from '../settings-page.module.css';
import { SkillLevels } from '../skill-levels.js';
import { EmailFields } from './email-fields.js';
import type { InboxValues } from './inbox-values.js';
import { TelegramFields } from './telegram-fields.js';
import { WebchatFields } from './webchat-fields.js';

export type InboxForm = UseFormReturnType<InboxValues>;
type Props = {
  initial: InboxValues;
  isNew: boolean;
  saving: boolean;
  error: unknown;
  onSave: (values: InboxValues) => void;
  children?: ReactNode;
};

/** The form of an inbox: its channel's own fields, then where its tickets go. */
export function InboxFormFields({ initial, isNew, saving, error, onSave, children }: Props) {
  const { t } = useTranslation();
  const form = useForm<InboxValues>({ initialValues: initial });
  return (
    <form className={classes.form} onSubmit={form.onSubmit(onSave)}>
      <ChannelFields form={form} isNew={isNew} />
      <WhereTo form={form} isNew={isNew} />
      {children}
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={saving}>
          {isNew ? t('inboxes.create') : t('form.save')}
        </Button>
        <Button component={Link} to="/settings/inboxes" variant="default">
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

function ChannelFields({ form, isNew }: { form: InboxForm; isNew: boolean }) {
  switch (form.values.channel) {
    case 'email':
      return <EmailFields form={form} isNew={isNew} />;
    case 'telegram':
      return <TelegramFields form={form} isNew={isNew} />;
    case 'webchat':
      return <WebchatFields form={form} />;
  }
}

function WhereTo({ form, isNew }: { form: InboxForm; isNew: boolean }) {
  const { t } = useTranslation();
  const { data: teams = [] } = useQuery(teamsQuery);
  const languages = [
    { value: '', label: t('inboxes.anyLanguage') },
    { value: 'ru', label: 'Русский' },
    { value: 'en', label: 'English' },
  ];
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.whereTo')}</legend>
      <div className={classes.pair}>
        <TextInput
          label={t('inboxes.name')}
          description={t('inboxes.nameHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <Select
          label={t('inboxes.team')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          required
          withAsterisk={false}
          {...form.getInputProps('team')}
        />
      </div>
      <Select
        label={t('inboxes.language')}
        description={t('inboxes.languageHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={languages}
        {...form.getInputProps('language')}
      />
      <SkillLevels
        label={t('inboxes.skills')}
        description={t('inboxes.skillsHint')}
        value={form.values.skills}
        onChange={(skills) => form.setFieldValue('skills', skills)}
        withRequired
      />
      {!isNew && (
        <Switch label={t('inboxes.active')} description={t('inboxes.activeHint')} {...form.getInputProps('active', { type: 'checkbox' })} />
      )}
    </fieldset>
  );
}
