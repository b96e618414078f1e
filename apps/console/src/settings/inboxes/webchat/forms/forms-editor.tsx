import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../../../people/people-queries.js';
import settingsClasses from '../../../settings-page.module.css';
import type { InboxForm } from '../../inbox-values.js';
import { FieldCard } from './field-card.js';
import { FORM_LIMITS, type FormValues, newField, newForm, saidIn } from './form-values.js';
import classes from './forms.module.css';
import { OrderedList } from './ordered-list.js';
import { PairFields } from './pair-fields.js';

/** What visitors are asked before their first message: a topic, and for each of them its fields. */
export function FormsEditor({ form }: { form: InboxForm }) {
  const { t, i18n } = useTranslation();
  const { forms } = form.values;
  const change = (next: FormValues[]): void => {
    form.setFieldValue('forms', next);
    form.clearErrors();
  };
  return (
    <>
      <OrderedList
        items={forms}
        onChange={change}
        nameOf={({ topic }, at) => saidIn(topic, i18n.language) || t('webchat.topicNumber', { at: at + 1 })}
      >
        {(one, changeOne, at) => <Topic form={form} one={one} at={at} onChange={changeOne} />}
      </OrderedList>
      <div className={classes.add}>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={forms.length >= FORM_LIMITS.forms}
          onClick={() => change([...forms, newForm()])}
        >
          {t('webchat.addTopic')}
        </Button>
        <span className={settingsClasses.hint}>{t('webchat.topicLimit', { count: forms.length, most: FORM_LIMITS.forms })}</span>
      </div>
      {form.errors['forms'] && (
        <p role="alert" className={classes.error}>
          {t('webchat.forms')}: {form.errors['forms']}
        </p>
      )}
    </>
  );
}

type TopicProps = { form: InboxForm; one: FormValues; at: number; onChange: (form: FormValues) => void };

function Topic({ form, one, at, onChange }: TopicProps) {
  const { t, i18n } = useTranslation();
  const { data: teams = [] } = useQuery(teamsQuery);
  const { fields } = one;
  const nameOf = ({ label }: FormValues['fields'][number], place: number): string =>
    saidIn(label, i18n.language) || t('webchat.fieldNumber', { at: place + 1 });
  return (
    <details
      className={classes.topic}
      open={one.id === '' || undefined}
      onInvalidCapture={(event) => void (event.currentTarget.open = true)}
    >
      <summary>
        <span className={classes.topicName}>{saidIn(one.topic, i18n.language) || t('webchat.newTopic')}</span>
        <span className={classes.topicDetail}>{t('webchat.fieldCount', { count: fields.length })}</span>
      </summary>
      <div className={classes.fields}>
        <PairFields
          label={t('webchat.topic')}
          value={one.topic}
          errors={[form.errors[`forms.${at}.topic.ru`], form.errors[`forms.${at}.topic.en`]]}
          onChange={(topic) => onChange({ ...one, topic })}
        />
        <Select
          label={t('webchat.topicTeam')}
          data={[{ value: '', label: t('webchat.ownTeam') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
          allowDeselect={false}
          value={one.teamId}
          error={form.errors[`forms.${at}.teamId`]}
          onChange={(teamId) => onChange({ ...one, teamId: teamId ?? '' })}
        />
        {one.id !== '' && (
          <p className={settingsClasses.hint}>{t('webchat.topicScreen', { code: `Otklik.open({ screen: '${one.id}' })` })}</p>
        )}
        <OrderedList items={fields} onChange={(next) => onChange({ ...one, fields: next })} nameOf={nameOf}>
          {(field, changeField, place) => (
            <FieldCard
              field={field}
              at={place}
              errors={(part) => form.errors[`forms.${at}.fields.${place}.${part}`]}
              onChange={changeField}
            />
          )}
        </OrderedList>
        <div className={classes.add}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={fields.length >= FORM_LIMITS.fields}
            onClick={() => onChange({ ...one, fields: [...fields, newField()] })}
          >
            {t('webchat.addField')}
          </Button>
          <span className={settingsClasses.hint}>{t('webchat.fieldLimit', { count: fields.length, most: FORM_LIMITS.fields })}</span>
        </div>
      </div>
    </details>
  );
}
