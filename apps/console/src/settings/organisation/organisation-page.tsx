import { Button, Select, Skeleton, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Language, OfficeHours, OrganisationSettings } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import type { Places } from '../field-errors.js';
import { OfficeHoursFields } from '../office-hours/office-hours-fields.js';
import { USUAL_HOURS } from '../office-hours/week.js';
import { SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { usePlacedErrors } from '../use-placed-errors.js';
import { OAuthClients } from './oauth-clients.js';
import { organisationQuery } from './organisation-queries.js';

/** What holds for the whole installation. */
export function OrganisationPage(): ReactElement {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(organisationQuery);
  return (
    <SettingsPage title={t('settings.organisation.title')} lead={t('settings.organisation.lead')}>
      {isPending && <Skeleton height={320} />}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.form}>
          <OrganisationForm settings={data} />
          <OAuthClients />
        </div>
      )}
    </SettingsPage>
  );
}

type Values = {
  name: string;
  language: Language;
  timeZone: string;
  officeHours: OfficeHours | null;
};

const PLACES: Places = [
  ['name', 'name'],
  ['language', 'language'],
  ['timeZone', 'timeZone'],
];

function OrganisationForm({ settings }: { settings: OrganisationSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values>({ initialValues: settings });
  const save = useMutation({
    mutationFn: ({ name, language, timeZone, officeHours }: Values) =>
      answerOf(api.PATCH('/organisation', { body: { name: name.trim(), language, timeZone, officeHours } })),
    onSuccess: async (saved) => {
      void toast({ message: t('form.saved'), color: 'malachite' });
      client.setQueryData(organisationQuery.queryKey, saved);
      await client.invalidateQueries({ queryKey: ['session'] });
    },
  });
  const { ref, rest } = usePlacedErrors(form, save.error, PLACES);
  const { officeHours } = form.values;
  return (
    <form ref={ref} className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <fieldset className={classes.card}>
        <div className={classes.pair}>
          <TextInput label={t('organisation.name')} required withAsterisk={false} maxLength={200} {...form.getInputProps('name')} />
          <Select
            label={t('organisation.language')}
            data={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
            allowDeselect={false}
            {...form.getInputProps('language')}
          />
          <Select
            label={t('organisation.timeZone')}
            data={Intl.supportedValuesOf('timeZone').concat(Intl.supportedValuesOf('timeZone').includes('UTC') ? [] : ['UTC'])}
            searchable
            allowDeselect={false}
            {...form.getInputProps('timeZone')}
          />
        </div>
      </fieldset>
      <fieldset className={classes.card}>
        <legend>{t('hours.title')}</legend>
        <Switch
          label={t('hours.limited')}
          description={t('hours.limitedHint')}
          checked={officeHours !== null}
          onChange={(event) => form.setFieldValue('officeHours', event.currentTarget.checked ? USUAL_HOURS : null)}
        />
        {officeHours && <OfficeHoursFields value={officeHours} onChange={(hours) => form.setFieldValue('officeHours', hours)} />}
      </fieldset>
      {rest && <ProblemNotice error={rest} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
