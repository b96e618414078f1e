import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import classes from './message-body.module.css';

/** The header fields of a mail as they came, for whoever has to find out where it came from. */
export function MailHeaders({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['headers', messageId],
    queryFn: ({ signal }) => answerOf(api.GET('/messages/{id}/headers', { params: { path: { id: messageId } }, signal })),
    staleTime: Infinity,
  });
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Loader size="xs" />;
  return (
    <pre className={classes.headers} tabIndex={0} aria-label={t('timeline.headers')} dir="ltr">
      {data.text}
      {data.cut && `\n\n${t('timeline.headersCut')}`}
    </pre>
  );
}
