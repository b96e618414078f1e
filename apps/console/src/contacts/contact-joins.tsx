import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Contact } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './contact-panel.module.css';
import { contactQuery } from './contact-query.js';

type Join = Contact['joins'][number];

/** Accounts that came to a contact by a proof; where somebody else had opened the link, it is given back. */
export function ContactJoins({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(contactQuery(contact));
  if (!data || data.joins.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('telegramLink.joins')}>
      {data.joins.map((join, at) => (
        // Only the last can be given back: those before it may hang on it.
        <OneJoin key={join.id} contact={contact} join={join} last={at === 0} />
      ))}
    </ul>
  );
}

function OneJoin({ contact, join, last }: { contact: string; join: Join; last: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asked, ask] = useDisclosure(false);
  const split = useMutation({
    mutationFn: () => answerOf(api.POST('/contacts/{id}/split', { params: { path: { id: contact } }, body: { join: join.id } })),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
  return (
    <li className={classes.join}>
      <span className={classes.faint}>
        {t(`telegramLink.how.${join.how}`)} <bdi>{join.from}</bdi>, <Moment at={join.at} />
      </span>
      {last && !asked && (
        <Button size="compact-xs" variant="default" onClick={ask.open}>
          {t('telegramLink.split')}
        </Button>
      )}
      {asked && (
        <span className={classes.faint}>
          {t('telegramLink.splitHint')}{' '}
          <Button size="compact-xs" color="red" variant="light" loading={split.isPending} onClick={() => split.mutate()} autoFocus>
            {t('telegramLink.splitNow')}
          </Button>{' '}
          <Button size="compact-xs" variant="default" onClick={ask.close}>
            {t('chat.cancel')}
          </Button>
        </span>
      )}
      {split.error !== null && <ProblemNotice error={split.error} />}
    </li>
  );
}
