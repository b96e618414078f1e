import { Switch, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../../described-below.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { siteOf } from './site-of.js';

/** Which sites may show the chat. What is typed is written as browsers name it; what is no site is said, and not taken. */
export function SitesField({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const [note, setNote] = useState<{ wrong?: string; cut?: string }>({});
  const { error } = form.getInputProps('origins');
  const take = (typed: string[]): void => {
    const read = typed.map((text) => ({ text, site: siteOf(text) }));
    const wrong = read.find(({ site }) => site === null)?.text;
    const cut = read.find(({ site }) => site?.wasCut)?.site?.origin;
    setNote({ ...(wrong !== undefined && { wrong }), ...(cut !== undefined && { cut }) });
    form.setFieldValue('origins', [...new Set(read.flatMap(({ site }) => (site ? [site.origin] : [])))]);
  };
  return (
    <fieldset className={classes.card}>
      <legend>{t('webchat.sites')}</legend>
      <TagsInput
        label={t('inboxes.origins')}
        description={t('webchat.originsHint')}
        {...BELOW}
        placeholder={form.values.origins.length === 0 ? 'https://shop.example' : ''}
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        maxTags={100}
        clearButtonProps={{ 'aria-label': t('webchat.clearSites') }}
        value={form.values.origins}
        error={note.wrong === undefined ? error : t('webchat.notASite', { typed: note.wrong })}
        onChange={take}
      />
      <div role="status">{note.cut !== undefined && <p className={classes.hint}>{t('webchat.siteCut', { origin: note.cut })}</p>}</div>
      <Switch
        label={t('webchat.nullOrigin')}
        description={t('webchat.nullOriginHint')}
        {...form.getInputProps('nullOrigin', { type: 'checkbox' })}
      />
    </fieldset>
  );
}
