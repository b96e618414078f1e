import { Anchor, Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Probe } from '../../api/shapes.js';
import { BELOW } from '../described-below.js';
import { Notice } from '../notice.js';
import classes from '../settings-page.module.css';
import { CheckSteps } from './check-steps.js';
import type { InboxForm } from './inbox-values.js';

type Props = { form: InboxForm; isNew: boolean; onNotFound: () => void };

/** The settings of a mailbox from its address alone; a password that is typed signs in to what was found. */
export function FindMailbox({ form, isNew, onNotFound }: Props) {
  const { t } = useTranslation();
  const { address, imap, readsMailbox, signIn } = form.values;
  const filled = useRef<Filled>({ address: '', settings: null });
  const find = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/inboxes/probe', { body: { address: address.trim(), ...(imap.password ? { password: imap.password } : {}) } })),
    onSuccess: (probe) => {
      if (probe.settings) take(form, probe.settings, probe.provider);
      else leave(form, filled.current.settings);
      filled.current = { address: form.getValues().address, settings: probe.settings };
      if (!probe.settings) onNotFound();
    },
  });
  const canFind = address.includes('@') && !find.isPending;
  /** Before the servers are known there is nothing that could be saved. */
  const findByEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || imap.host !== '' || !readsMailbox) return;
    event.preventDefault();
    if (canFind) find.mutate();
  };
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t('inboxes.address')}
          type="email"
          placeholder="support@example.com"
          required
          withAsterisk={false}
          autoFocus={isNew}
          onKeyDown={findByEnter}
          {...form.getInputProps('address')}
          onBlur={() => {
            fillIn(form, filled.current.address);
            filled.current = { ...filled.current, address };
          }}
        />
        {signIn === 'password' && readsMailbox && (
          <PasswordInput
            label={t('inboxes.password')}
            description={t('inboxes.passwordHint')}
            {...BELOW}
            placeholder={isNew ? '' : t('inboxes.keepPassword')}
            autoComplete="new-password"
            required={isNew}
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            onKeyDown={findByEnter}
            {...form.getInputProps('imap.password')}
          />
        )}
      </div>
      {signIn !== 'password' && form.isDirty('signIn') && (
        <Notice kind="hint">{t('inboxes.consentLater', { provider: t(`inboxes.signInBy.${signIn}`) })}</Notice>
      )}
      <div>
        <Button
          variant={imap.host === '' ? 'filled' : 'default'}
          leftSection={<IconSearch size={16} />}
          disabled={!address.includes('@')}
          loading={find.isPending}
          onClick={() => find.mutate()}
        >
          {t('inboxes.find')}
        </Button>
        <div role="status" className={classes.status}>
          {find.isPending && (
            <span>
              <Loader size="xs" mr={8} aria-hidden="true" />
              {t('inboxes.finding')}
            </span>
          )}
          {find.data && <Found probe={find.data} form={form} />}
        </div>
      </div>
      {find.error !== null && <ProblemNotice error={find.error} onRetry={() => find.mutate()} />}
    </>
  );
}

/** What was filled in last: what people typed themselves is theirs. */
type Filled = { readonly address: string; readonly settings: Probe['settings'] };

/** Most mailboxes are signed in to by their address. */
function fillIn(form: InboxForm, before: string): void {
  const { address, imap, smtp } = form.getValues();
  if (imap.user === '' || imap.user === before) form.setFieldValue('imap.user', address);
  if (smtp.user === '' || smtp.user === before) form.setFieldValue('smtp.user', address);
}

/** What was found goes into the form; a password that was typed stays. */
function take(form: InboxForm, settings: NonNullable<Probe['settings']>, provider: Probe['provider']): void {
  const { imap, smtp, name } = form.getValues();
  form.setFieldValue('address', settings.address);
  form.setFieldValue('imap', { ...settings.imap, password: imap.password });
  form.setFieldValue('smtp', { ...settings.smtp, password: smtp.password });
  const ways = provider?.signIn ?? [];
  if (ways.length > 0 && !ways.includes('password')) form.setFieldValue('signIn', ways[0] ?? 'password');
  if (name === '') form.setFieldValue('name', settings.address.split('@')[0] ?? '');
}

/** Servers that were found for another address are not this one's. */
function leave(form: InboxForm, found: Probe['settings']): void {
  const { address, imap, smtp } = form.getValues();
  if (found && imap.host === found.imap.host) form.setFieldValue('imap', { ...imap, host: '', user: address });
  if (found && smtp.host === found.smtp.host) form.setFieldValue('smtp', { ...smtp, host: '', user: address });
}

function Found({ probe: { settings, provider, steps }, form }: { probe: Probe; form: InboxForm }) {
  const { t } = useTranslation();
  const trouble = steps.filter(({ level }) => level !== 'ok');
  return (
    <div className={classes.form}>
      {settings ? (
        <Notice kind={trouble.some(({ ok }) => !ok) ? 'warning' : 'good'} title={t('inboxes.found')}>
          {t('inboxes.foundServers', { imap: settings.imap.host, smtp: settings.smtp.host })}
        </Notice>
      ) : (
        <Notice kind="warning" title={t('inboxes.notFound')}>
          {t('inboxes.notFoundHint')}
        </Notice>
      )}
      {provider && <OfProvider provider={provider} form={form} />}
      {trouble.length > 0 && <CheckSteps steps={trouble} />}
      {settings && trouble.length < steps.length && (
        <details>
          <summary>{t('inboxes.howFound')}</summary>
          <CheckSteps steps={steps.filter(({ level }) => level === 'ok')} />
        </details>
      )}
    </div>
  );
}

/** What a known provider wants to be done first, and the ways in that need no password. */
function OfProvider({ provider: { name, hint, url, signIn }, form }: { provider: NonNullable<Probe['provider']>; form: InboxForm }) {
  const { t } = useTranslation();
  const consents = signIn.filter((way) => way !== 'password' && way !== form.values.signIn);
  if (hint === null && consents.length === 0) return null;
  return (
    <Notice kind="hint" title={name}>
      {hint}
      {url !== null && (
        <Anchor href={url} target="_blank" rel="noopener">
          {t('inboxes.openProvider')}
        </Anchor>
      )}
      {consents.map((way) => (
        <Button key={way} size="compact-sm" variant="default" onClick={() => form.setFieldValue('signIn', way)}>
          {t('inboxes.signInWith', { provider: t(`inboxes.signInBy.${way}`) })}
        </Button>
      ))}
    </Notice>
  );
}
