import { NumberInput, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../../described-below.js';
import { Notice } from '../../notice.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { inboxesQuery } from '../inbox-queries.js';

const ASK = ['never', 'closed', 'always'] as const;

/** What becomes of visitors while nobody is there, or when they are gone before they are answered. */
export function AbsenceFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('webchat.absence')}</legend>
      <div className={classes.pair}>
        {(['ru', 'en'] as const).map((language) => (
          <Textarea
            key={language}
            label={`${t('webchat.closed')} · ${t(`webchat.in.${language}`)}`}
            description={t('webchat.closedHint')}
            lang={language}
            maxLength={300}
            autosize
            minRows={2}
            {...BELOW}
            {...form.getInputProps(`webchatTexts.${language}.closed`)}
          />
        ))}
      </div>
      <AwayMail form={form} />
      <Select
        label={t('webchat.askAddress')}
        description={t('webchat.askAddressHint')}
        data={ASK.map((value) => ({ value, label: t(`webchat.ask.${value}`) }))}
        allowDeselect={false}
        {...BELOW}
        {...form.getInputProps('askAddress')}
      />
    </fieldset>
  );
}

/** By which mailbox answers follow. One that is off is still shown where it is chosen: so one sees what is wrong. */
function AwayMail({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(inboxesQuery);
  const { inboxId } = form.values.awayMail;
  const mailboxes = data.filter(({ id, channel, active }) => channel === 'email' && (active || id === inboxId));
  const choices = mailboxes.map(({ id, name, address, active }) => ({
    value: id,
    label: [name, address, active ? null : t('inboxes.health.off')].filter(Boolean).join(' · '),
  }));
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('webchat.awayMail')}
          description={t('webchat.awayMailHint')}
          data={[{ value: '', label: t('webchat.noAwayMail') }, ...choices]}
          allowDeselect={false}
          {...BELOW}
          {...form.getInputProps('awayMail.inboxId')}
        />
        <NumberInput
          label={t('webchat.afterMinutes')}
          description={t('webchat.afterMinutesHint')}
          min={1}
          max={1_440}
          allowDecimal={false}
          clampBehavior="blur"
          disabled={inboxId === ''}
          required={inboxId !== ''}
          withAsterisk={false}
          {...BELOW}
          {...form.getInputProps('awayMail.afterMinutes')}
        />
      </div>
      {inboxId === '' && form.values.askAddress !== 'never' && <Notice kind="hint">{t('webchat.addressUnused')}</Notice>}
    </>
  );
}
