import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { BotProfile } from '../../api/shapes.js';
import { teamsQuery } from '../../people/people-queries.js';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';
import { Folding } from '../folding.js';
import { OfficeHoursFields } from '../office-hours/office-hours-fields.js';
import { USUAL_HOURS } from '../office-hours/week.js';
import { SkillLevels } from '../skill-levels.js';
import { UnsavedGuard } from '../unsaved-guard.js';
import { usePlacedErrors } from '../use-placed-errors.js';
import { AcknowledgementFields } from './acknowledgement-fields.js';
import { EmailDetails, EmailFields } from './email-fields.js';
import { INBOX_PLACES } from './inbox-places.js';
import type { InboxForm, InboxValues } from './inbox-values.js';
import { BotGreeting } from './bots/bot-greeting.js';
import { BotNetwork } from './bots/bot-network.js';
import { TelegramFields } from './bots/telegram-fields.js';
import { AbsenceFields } from './webchat/absence-fields.js';
import { BesidePreview } from './webchat/beside-preview.js';
import { withIds } from './webchat/forms/form-values.js';
import { ChatIdentity } from './webchat/identity/chat-identity.js';
import { FormsFields, WebchatFields } from './webchat/webchat-fields.js';

type Props = {
  initial: InboxValues;
  /** Null while it is not saved. */
  inbox: string | null;
  saving: boolean;
  error: unknown;
  /** Rejects where it was refused, which `error` then says. */
  onSave: (values: InboxValues) => Promise<unknown>;
  /** Of a bot that is known. */
  profile?: BotProfile | null;
  children?: ReactNode;
};

/** The form of an inbox: its channel's own fields, then where its tickets go. */
export function InboxFormFields({ initial, inbox, saving, error, onSave, profile = null, children }: Props) {
  const { t } = useTranslation();
  const isNew = inbox === null;
  const form = useForm<InboxValues>({ initialValues: initial });
  const { ref, rest } = usePlacedErrors(form, error, INBOX_PLACES);
  const save = (values: InboxValues): void => {
    // From now on they are known by these ids, whatever becomes of their words.
    const named = { ...values, forms: withIds(values.forms) };
    form.setFieldValue('forms', named.forms);
    onSave(named).then(
      () => form.resetDirty(named),
      () => undefined,
    );
  };
  const fields = (
    <form ref={ref} className={classes.form} onSubmit={form.onSubmit(save)}>
      <ChannelFields form={form} inbox={inbox} profile={profile} />
      <WhereTo form={form} isNew={isNew} />
      {form.values.channel === 'email' && <AcknowledgementFields form={form} />}
      {form.values.channel === 'telegram' && <BotGreeting form={form} />}
      {form.values.channel === 'webchat' ? (
        <WebchatDetails form={form} inbox={inbox} />
      ) : (
        <Folding title={t('inboxes.details')}>
          {form.values.channel === 'email' && <EmailDetails form={form} />}
          {form.values.channel === 'telegram' && <BotNetwork form={form} isNew={isNew} />}
          <Hours form={form} />
        </Folding>
      )}
      {children}
      {rest && <ProblemNotice error={rest} />}
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
  return (
    <>
      <UnsavedGuard hasChanges={form.isDirty() && !saving} />
      {form.values.channel === 'webchat' ? <BesidePreview form={form}>{fields}</BesidePreview> : fields}
    </>
  );
}

/** Opening hours decide what visitors read: nothing of it is folded away. */
function WebchatDetails({ form, inbox }: { form: InboxForm; inbox: string | null }) {
  return (
    <>
      <FormsFields form={form} />
      <Hours form={form} />
      <AbsenceFields form={form} />
      {inbox !== null && <ChatIdentity inbox={inbox} form={form} />}
    </>
  );
}

function ChannelFields({ form, inbox, profile }: { form: InboxForm; inbox: string | null; profile: BotProfile | null }) {
  const isNew = inbox === null;
  switch (form.values.channel) {
    case 'email':
      return <EmailFields form={form} isNew={isNew} />;
    case 'telegram':
      return <TelegramFields form={form} isNew={isNew} profile={profile} />;
    case 'webchat':
      return <WebchatFields form={form} inbox={inbox} />;
  }
}

/** Of the inbox alone, where they are not the organisation's. */
function Hours({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const { officeHours } = form.values;
  return (
    <fieldset className={classes.card}>
      <legend>{t('hours.title')}</legend>
      <Switch
        label={t('hours.ofInbox')}
        description={t('hours.ofInboxHint')}
        checked={officeHours !== null}
        onChange={(event) => form.setFieldValue('officeHours', event.currentTarget.checked ? USUAL_HOURS : null)}
      />
      {officeHours && <OfficeHoursFields value={officeHours} onChange={(hours) => form.setFieldValue('officeHours', hours)} />}
    </fieldset>
  );
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
          {...BELOW}
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
        {...BELOW}
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
