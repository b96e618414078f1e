import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { LookFields } from './look-fields.js';
import { SeenHosts } from './seen-hosts.js';
import { SitesField } from './sites-field.js';

const FormsEditor = lazy(async () => ({ default: (await import('./forms/forms-editor.js')).FormsEditor }));

/** @param inbox null while it is not saved */
type Props = { form: InboxForm; inbox: string | null };

/** A site's chat: where it may stand, and how it looks. */
export function WebchatFields({ form, inbox }: Props) {
  return (
    <>
      {inbox !== null && <SeenHosts inbox={inbox} form={form} />}
      <SitesField form={form} />
      <LookFields form={form} />
    </>
  );
}

/** What is asked before a chat; its editor is fetched when it is needed. */
export function FormsFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('webchat.forms')}</legend>
      <p className={classes.hint}>{t('webchat.formsHint')}</p>
      <Suspense fallback={<Skeleton height={60} />}>
        <FormsEditor form={form} />
      </Suspense>
    </fieldset>
  );
}
