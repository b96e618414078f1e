import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../api/problem-notice.js';
import type { SeenHost } from '../../../api/shapes.js';
import { useLocale } from '../../../words/use-locale.js';
import { useSeconds } from '../../../words/use-seconds.js';
import { Notice } from '../../notice.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { seenHostsQuery } from '../inbox-queries.js';
import { agoInWords } from './ago-in-words.js';
import { EmbedSnippet } from './embed-snippet.js';
import webchatClasses from './webchat.module.css';

type Props = { inbox: string; form: InboxForm };

/** Whether the chat is on the sites where it should be, as it happens; and how it gets there. */
export function SeenHosts({ inbox, form }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(seenHostsQuery(inbox));
  return (
    <section className={classes.card} aria-label={t('webchat.seenTitle')}>
      <h2 className={classes.legend}>{t('webchat.seenTitle')}</h2>
      {data?.length === 0 && (
        <Notice kind="hint" title={t('webchat.notSeen')}>
          {t('webchat.notSeenHint')}
        </Notice>
      )}
      {data && data.length > 0 && (
        <ul className={webchatClasses.seen}>
          {data.map((host) => (
            <Host key={host.origin} host={host} form={form} />
          ))}
        </ul>
      )}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <p className={classes.hint}>{t('webchat.seenHint')}</p>
      <details open={data?.length === 0 || undefined}>
        <summary>{t('inboxes.embed')}</summary>
        <EmbedSnippet chat={{ inbox, colour: form.values.colour, position: form.values.position }} />
      </details>
    </section>
  );
}

function Host({ host: { origin, lastAt, admitted }, form }: { host: SeenHost; form: InboxForm }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useSeconds();
  const isListed = form.values.origins.includes(origin);
  const state = admitted ? (isListed ? 'shown' : 'removed') : isListed ? 'allowed' : 'refused';
  const Icon = state === 'shown' ? IconCircleCheck : IconAlertTriangle;
  const allow = (): void => form.setFieldValue('origins', [...form.values.origins, origin]);
  return (
    <li className={webchatClasses.host} data-state={state}>
      <Icon size={18} aria-hidden="true" />
      <span className={webchatClasses.hostWords}>
        <bdi className={webchatClasses.hostName}>{origin}</bdi>
        <span className={webchatClasses.hostState}>{t(`webchat.seen.${state}`, { ago: agoInWords(lastAt, now, locale) })}</span>
      </span>
      {state === 'refused' && (
        <Button size="compact-sm" variant="default" onClick={allow} aria-label={t('webchat.allowSite', { origin })}>
          {t('webchat.allow')}
        </Button>
      )}
    </li>
  );
}
