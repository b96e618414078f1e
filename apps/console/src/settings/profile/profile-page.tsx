import { Button, Input, SegmentedControl, Switch, TextInput, useMantineColorScheme } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice, tellProblem } from '../../api/problem-notice.js';
import type { Language } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import { singleKeysOn, switchSingleKeys } from '../../keyboard/keyboard.js';
import { sessionQuery, useMe } from '../../session/session.js';
import { speak } from '../../words/words.js';
import { SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { PictureForm } from './picture-form.js';

const LANGUAGES = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
];

/** What everybody sets for themselves. */
export function ProfilePage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t('settings.profile.title')}>
      <div className={classes.form}>
        <div className={classes.card}>
          <PictureForm />
        </div>
        <NameForm />
        <section className={classes.card}>
          <LanguageChoice />
          <ThemeChoice />
          <KeysSwitch />
        </section>
      </div>
    </SettingsPage>
  );
}

function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; language?: Language }) => answerOf(api.PATCH('/agents/me', { body })),
    onSuccess: (agent) => client.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, agent }),
  });
}

function NameForm() {
  const { t } = useTranslation();
  const me = useMe();
  const change = useChangeMe();
  const form = useForm({ initialValues: { name: me.name } });
  const save = (values: { name: string }): void =>
    change.mutate(values, { onSuccess: () => void toast({ message: t('form.saved'), color: 'malachite' }) });
  return (
    <form className={classes.card} onSubmit={form.onSubmit(save)}>
      <div className={classes.pair}>
        <TextInput label={t('profile.name')} required withAsterisk={false} {...form.getInputProps('name')} />
        <TextInput
          label={t('profile.email')}
          value={me.email}
          readOnly
          description={t('profile.emailHint')}
          inputWrapperOrder={['label', 'input', 'description']}
        />
      </div>
      {change.isError && <ProblemNotice error={change.error} />}
      <div>
        <Button type="submit" loading={change.isPending} disabled={form.values.name.trim() === me.name}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}

function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const change = useChangeMe();
  const choose = async (language: Language): Promise<void> => {
    await speak(language);
    change.mutate({ language }, { onError: tellProblem });
    // The server's words (events, reasons) come in the new language too.
    await client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === 'ticket' || queryKey[0] === 'tickets' || queryKey[0] === 'inboxes',
    });
  };
  return (
    <Input.Wrapper label={t('profile.language')} labelElement="div">
      <div>
        <SegmentedControl
          aria-label={t('profile.language')}
          data={LANGUAGES}
          value={i18n.language}
          onChange={(value) => void choose(value as Language)}
        />
      </div>
    </Input.Wrapper>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Input.Wrapper label={t('profile.theme')} labelElement="div">
      <div>
        <SegmentedControl
          aria-label={t('profile.theme')}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme)}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`profile.themes.${value}`) }))}
        />
      </div>
    </Input.Wrapper>
  );
}

function KeysSwitch() {
  const { t } = useTranslation();
  const [on, setOn] = useState(singleKeysOn);
  const toggle = (next: boolean): void => {
    switchSingleKeys(next);
    setOn(next);
  };
  return (
    <Switch
      label={t('profile.keys')}
      description={t('profile.keysHint')}
      checked={on}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  );
}
