import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import { Door } from './door.js';
import classes from './door.module.css';
import { useEnter } from './use-enter.js';

export function SignInPage(): ReactElement {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const enter = useEnter();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => answerOf(api.POST('/session', { body })),
    onSuccess: (session) => enter(session, next),
  });
  return (
    <Door title={t('signIn.title')}>
      <title>{`${t('signIn.title')} · Otklik`}</title>
      <form className={classes.form} onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
          size="md"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        {signIn.isError && <ProblemNotice error={signIn.error} />}
        <Button type="submit" size="md" loading={signIn.isPending} mt={4}>
          {t('signIn.enter')}
        </Button>
      </form>
    </Door>
  );
}
