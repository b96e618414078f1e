import { NumberInput, PasswordInput, Radio, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../described-below.js';
import { Folding } from '../folding.js';
import { Notice } from '../notice.js';
import classes from '../settings-page.module.css';
import { AnsweringFields } from './answering-fields.js';
import { FindMailbox } from './find-mailbox.js';
import type { InboxForm } from './inbox-values.js';
import type { Tls } from './mail-values.js';
import { ReadingFields } from './reading-fields.js';
import { TrustFields } from './trust-fields.js';

const TLS = ['implicit', 'starttls', 'none'] as const;
/** The usual port of each protection: set with it, changed at will. */
const PORTS: Record<'imap' | 'smtp', Record<Tls, number>> = {
  imap: { implicit: 993, starttls: 143, none: 143 },
  smtp: { implicit: 465, starttls: 587, none: 25 },
};

type Props = { form: InboxForm; isNew: boolean };

const SIGN_INS = ['password', 'google', 'microsoft'] as const;

/** A mailbox: its address, from which the rest is found, and what of its mail is taken. */
export function EmailFields({ form, isNew }: Props) {
  const { t } = useTranslation();
  const { readsMailbox } = form.values;
  const [isByHand, setByHand] = useState(false);
  return (
    <>
      <fieldset className={classes.card}>
        <legend>{t('channel.email')}</legend>
        <FindMailbox form={form} isNew={isNew} onNotFound={() => setByHand(true)} />
        {readsMailbox && <OldMail form={form} isNew={isNew} />}
      </fieldset>
      <Folding title={t('inboxes.servers')} open={isByHand}>
        <SignInWays form={form} />
        <HowItComes form={form} />
        {readsMailbox && <ServerFields form={form} isNew={isNew} name="imap" />}
        <ServerFields form={form} isNew={isNew} name="smtp" />
      </Folding>
    </>
  );
}

/** How mail is taken and answered in detail: usual until somebody wants it otherwise. */
export function EmailDetails({ form }: Pick<Props, 'form'>) {
  return (
    <>
      {form.values.readsMailbox && <ReadingFields form={form} />}
      <AnsweringFields form={form} />
      <TrustFields form={form} />
    </>
  );
}

function HowItComes({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.comes')}</legend>
      <Radio.Group
        aria-label={t('inboxes.comes')}
        value={form.values.readsMailbox ? 'read' : 'handed'}
        onChange={(way) => form.setFieldValue('readsMailbox', way === 'read')}
      >
        <Stack gap={8}>
          <Radio value="read" label={t('inboxes.comesRead')} />
          <Radio value="handed" label={t('inboxes.comesHanded')} description={t('inboxes.comesHandedHint')} />
        </Stack>
      </Radio.Group>
    </fieldset>
  );
}

/** Large providers want consent in place of a password. */
function SignInWays({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.signIn')}</legend>
      <div>
        <SegmentedControl
          aria-label={t('inboxes.signIn')}
          data={SIGN_INS.map((value) => ({ value, label: t(`inboxes.signInBy.${value}`) }))}
          value={form.values.signIn}
          onChange={(way) => form.setFieldValue('signIn', way)}
        />
      </div>
    </fieldset>
  );
}

function ServerFields({ form, isNew, name }: Props & { name: 'imap' | 'smtp' }) {
  const { t } = useTranslation();
  const plain = { required: true, withAsterisk: false } as const;
  const setTls = (tls: Tls): void => form.setFieldValue(name, { ...form.values[name], tls, port: PORTS[name][tls] });
  // The password that both servers have is typed beside the address.
  const isOnly = !form.values.readsMailbox;
  const { imap, smtp } = form.values;
  const isSame = isNew || (imap.password !== '' && imap.user === smtp.user);
  const typed = isSame ? (isOnly ? '' : t('inboxes.samePassword')) : t('inboxes.keepPassword');
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
        {form.values.signIn === 'password' && name === 'smtp' && (
          <PasswordInput
            label={t('inboxes.password')}
            description={isOnly ? t('inboxes.passwordHint') : undefined}
            {...BELOW}
            placeholder={typed}
            autoComplete="new-password"
            required={isNew && isOnly}
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps(`${name}.password`)}
          />
        )}
      </div>
      {form.values[name].tls === 'none' && <Notice kind="warning">{t('inboxes.tlsWarning')}</Notice>}
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
