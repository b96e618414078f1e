import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Language, LinkInfo } from '../api/shapes.js';
import classes from './door.module.css';
import { useEnter } from './use-enter.js';

/** As the server wants it: long rather than odd. */
const SHORTEST_PASSWORD = 10;

/** Asks for what the link does not know yet, and a password. */
export function LinkForm({ token, link }: { token: string; link: LinkInfo }) {
  const { t, i18n } = useTranslation();
  const enter = useEnter();
  const setup = link.kind === 'setup';
  const form = useForm({
    initialValues: { organisation: link.organisation, name: link.name ?? '', email: link.email ?? '', password: '' },
    validate: { password: (value) => (value.length < SHORTEST_PASSWORD ? t('link.tooShort', { count: SHORTEST_PASSWORD }) : null) },
  });
  const take = useMutation({
    mutationFn: ({ organisation, name, email, password }: typeof form.values) =>
      answerOf(
        api.POST('/links/{token}', {
          params: { path: { token } },
          body: {
            password,
            language: i18n.language as Language,
            ...(link.kind === 'reset' ? {} : { name }),
            ...(setup ? { email, organisation } : {}),
          },
        }),
      ),
    onSuccess: (session) => enter(session),
  });
  const plain = { required: true, withAsterisk: false, size: 'md' } as const;
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => take.mutate(values))}>
      {setup && <TextInput label={t('link.organisation')} autoFocus {...plain} {...form.getInputProps('organisation')} />}
      {link.kind !== 'reset' && (
        <TextInput label={t('link.name')} autoComplete="name" autoFocus={!setup} {...plain} {...form.getInputProps('name')} />
      )}
      {setup ? (
        <TextInput label={t('signIn.email')} type="email" autoComplete="username" {...plain} {...form.getInputProps('email')} />
      ) : (
        <input type="hidden" autoComplete="username" value={link.email ?? ''} readOnly />
      )}
      <PasswordInput
        label={t('link.password')}
        description={t('link.passwordHint', { count: SHORTEST_PASSWORD })}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...plain}
        {...form.getInputProps('password')}
      />
      {take.isError && <ProblemNotice error={take.error} />}
      <Button type="submit" size="md" loading={take.isPending} mt={4}>
        {t(`link.${link.kind}.go`)}
      </Button>
    </form>
  );
}
