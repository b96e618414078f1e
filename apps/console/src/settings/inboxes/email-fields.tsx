import { Alert, NumberInput, PasswordInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-form.js';
import type { Tls } from './inbox-values.js';
import { ReadingFields } from './reading-fields.js';
import { TrustFields } from './trust-fields.js';

const TLS = ['implicit', 'starttls', 'none'] as const;
/** The usual port of each protection: set with it, changed at will. */
const PORTS: Record<'imap' | 'smtp', Record<Tls, number>> = {
  imap: { implicit: 993, starttls: 143, none: 143 },
  smtp: { implicit: 465, starttls: 587, none: 25 },
};

type Props = { form: InboxForm; isNew: boolean };

/** A mailbox: its address, where mail is read, where it is sent from, and what of the old mail is taken. */
export function EmailFields({ form, isNew }: Props) {
  const { t } = useTranslation();
  const fillIn = (): void => {
    // Most mailboxes are signed in to by their address.
    for (const path of ['imap.user', 'smtp.user'] as const)
      if (form.getInputProps(path).value === '') form.setFieldValue(path, form.values.address);
  };
  return (
    <>
      <fieldset className={classes.card}>
        <legend>{t('channel.email')}</legend>
        <TextInput
          label={t('inboxes.address')}
          type="email"
          placeholder="support@example.com"
          required
          withAsterisk={false}
          {...form.getInputProps('address')}
          onBlur={fillIn}
        />
        <Radio.Group
          label={t('inboxes.comes')}
          value={form.values.readsMailbox ? 'read' : 'handed'}
          onChange={(way) => form.setFieldValue('readsMailbox', way === 'read')}
        >
          <Stack gap={6} mt={8}>
            <Radio value="read" label={t('inboxes.comesRead')} />
            <Radio value="handed" label={t('inboxes.comesHanded')} description={t('inboxes.comesHandedHint')} />
          </Stack>
        </Radio.Group>
        {form.values.readsMailbox && <OldMail form={form} isNew={isNew} />}
      </fieldset>
      {form.values.readsMailbox && (
        <>
          <ServerFields form={form} isNew={isNew} name="imap" />
          <ReadingFields form={form} />
        </>
      )}
      <ServerFields form={form} isNew={isNew} name="smtp" />
      <TrustFields form={form} />
    </>
  );
}

function ServerFields({ form, isNew, name }: Props & { name: 'imap' | 'smtp' }) {
  const { t } = useTranslation();
  const plain = { required: true, withAsterisk: false } as const;
  const setTls = (tls: Tls): void => form.setFieldValue(name, { ...form.values[name], tls, port: PORTS[name][tls] });
  // The one password that both servers have is typed at the first of them.
  const isFirst = name === 'imap' || !form.values.readsMailbox;
  const typed = isNew ? (isFirst ? '' : t('inboxes.samePassword')) : t('inboxes.keepPassword');
  return (
    <fieldset className={classes.card}>
      <legend>{t(`inboxes.${name}`)}</legend>
      <div className={classes.triple}>
        <TextInput label={t('inboxes.host')} placeholder={`${name}.example.com`} {...plain} {...form.getInputProps(`${name}.host`)} />
        <Select
          label={t('inboxes.tls')}
          data={TLS.map((value) => ({ value, label: t(`inboxes.tlsMode.${value}`) }))}
          value={form.values[name].tls}
          onChange={(tls) => tls && setTls(tls)}
        />
        <NumberInput
          label={t('inboxes.port')}
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          {...plain}
          {...form.getInputProps(`${name}.port`)}
        />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('inboxes.user')} autoComplete="off" {...plain} {...form.getInputProps(`${name}.user`)} />
        <PasswordInput
          label={t('inboxes.password')}
          description={isFirst ? t('inboxes.passwordHint') : undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          placeholder={typed}
          autoComplete="new-password"
          required={isNew && isFirst}
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps(`${name}.password`)}
        />
      </div>
      {form.values[name].tls === 'none' && <Alert color="yellow">{t('inboxes.tlsWarning')}</Alert>}
    </fieldset>
  );
}

function OldMail({ form, isNew }: Props) {
  const { t } = useTranslation();
  if (!isNew) return null;
  return (
    <Radio.Group label={t('inboxes.from')} description={t('inboxes.fromHint')} {...form.getInputProps('from')}>
      <Stack gap={6} mt={8}>
        <Radio value="now" label={t('inboxes.fromNow')} />
        <Radio value="date" label={t('inboxes.fromDate')} />
        {form.values.from === 'date' && (
          <TextInput type="date" ml={28} w={180} aria-label={t('inboxes.fromDate')} required {...form.getInputProps('fromDate')} />
        )}
        <Radio value="all" label={t('inboxes.fromAll')} />
      </Stack>
    </Radio.Group>
  );
}
