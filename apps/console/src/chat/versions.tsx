import { Popover, Skeleton, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';
import { PlainText } from '../timeline/plain-text.js';
import { Moment } from '../words/ago.js';
import classes from './chat.module.css';

/** Says that a message was changed, and shows what it said before. */
export function EditedMark({ message }: { message: Message }) {
  const { t } = useTranslation();
  return (
    <Popover width={340} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.edited} title={t('chat.showVersions')} aria-label={t('chat.showVersions')}>
          {t('timeline.edited')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.versions} aria-label={t('chat.versions')}>
        <Versions message={message} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Versions({ message: { id, text } }: { message: Message }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    // Of what it says now: another change makes another version.
    queryKey: ['versions', id, text] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/messages/{id}/versions', { params: { path: { id } }, signal })),
  });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={48} />;
  return (
    <>
      <strong>{t('chat.versions')}</strong>
      {data.data.length === 0 && <p className={classes.plain}>{t('chat.noVersions')}</p>}
      {/* It may be longer than the screen, and has nothing in it that takes the focus. */}
      <ol tabIndex={0} aria-label={t('chat.versions')}>
        {data.data.map((version) => (
          <li key={version.until}>
            <span className={classes.until}>
              {t('chat.until')} <Moment at={version.until} />
            </span>
            <PlainText text={version.text || t('chat.withoutWords')} />
          </li>
        ))}
      </ol>
    </>
  );
}
