import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { OAuthClient } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import { CopyLine } from '../copy-line.js';
import type { Places } from '../field-errors.js';
import classes from '../settings-page.module.css';
import { usePlacedErrors } from '../use-placed-errors.js';
import { oauthClientsQuery } from './organisation-queries.js';

/** Where the application is registered at each provider. */
const REGISTRATION = {
  google: 'https://console.cloud.google.com/apis/credentials',
  microsoft: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
} as const;

/** What was registered at Google and Microsoft, so that their mailboxes can be signed in to without a password. */
export function OAuthClients() {
  const { t } = useTranslation();
  const { data: clients, error, refetch } = useQuery(oauthClientsQuery);
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <h2 className={classes.title}>{t('oauth.title')}</h2>
      {clients?.map((one) => (
        <ClientForm key={one.provider} registered={one} />
      ))}
    </>
  );
}

const PLACES: Places = [
  ['clientId', 'clientId'],
  ['clientSecret', 'clientSecret'],
  ['tenant', 'tenant'],
];

function ClientForm({ registered }: { registered: OAuthClient }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { provider, endpoints, redirectUri } = registered;
  const form = useForm({ initialValues: { clientId: registered.clientId ?? '', clientSecret: '', tenant: registered.tenant ?? '' } });
  const save = useMutation({
    mutationFn: ({ clientId, clientSecret, tenant }: typeof form.values) =>
      answerOf(
        api.PUT('/oauth/{provider}', {
          params: { path: { provider } },
          body: { clientId, tenant: tenant.trim() || null, endpoints, ...(clientSecret === '' ? {} : { clientSecret }) },
        }),
      ),
    onSuccess: async () => {
      void toast({ message: t('form.saved'), color: 'malachite' });
      form.setFieldValue('clientSecret', '');
      await client.invalidateQueries({ queryKey: oauthClientsQuery.queryKey });
    },
  });
  const { ref, rest } = usePlacedErrors(form, save.error, PLACES);
  return (
    <form
      ref={ref}
      className={classes.card}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      aria-label={t(`inboxes.signInBy.${provider}`)}
    >
      <h3 className={classes.legend}>{t(`inboxes.signInBy.${provider}`)}</h3>
      <span>{t(`oauth.how.${provider}`)}</span>
      <div>
        <Anchor href={REGISTRATION[provider]} target="_blank" rel="noopener">
          {t('oauth.open')}
        </Anchor>
      </div>
      <CopyLine text={redirectUri} />
      <div className={classes.pair}>
        <TextInput label={t('oauth.clientId')} required withAsterisk={false} autoComplete="off" {...form.getInputProps('clientId')} />
        <PasswordInput
          label={t('oauth.clientSecret')}
          placeholder={registered.clientId === null ? '' : t('inboxes.keepPassword')}
          required={registered.clientId === null}
          withAsterisk={false}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('clientSecret')}
        />
        {provider === 'microsoft' && (
          <TextInput label={t('oauth.tenant')} placeholder="common" autoComplete="off" {...form.getInputProps('tenant')} />
        )}
      </div>
      {rest && <ProblemNotice error={rest} />}
      <div>
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
