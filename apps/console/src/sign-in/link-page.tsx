import { Alert, Skeleton, Stack } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { LinkInfo } from '../api/shapes.js';
import { Door } from './door.js';
import { LinkForm } from './link-form.js';

function linkQuery(token: string) {
  return queryOptions({
    queryKey: ['link', token] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/links/{token}', { params: { path: { token } }, signal })),
    staleTime: Infinity,
  });
}

/** Where a one-time link leads: the first admin, an invitation, a new password. */
export function LinkPage(): ReactElement {
  const { t } = useTranslation();
  const { token } = useParams({ from: '/links/$token' });
  const { data: link, error, isPending, refetch } = useQuery(linkQuery(token));
  if (isPending) {
    return (
      <Door title={t('link.opening')}>
        <Stack mt="lg" aria-hidden="true">
          <Skeleton height={36} />
          <Skeleton height={36} />
        </Stack>
      </Door>
    );
  }
  if (!link) return <Unusable error={error} onRetry={() => void refetch()} />;
  return (
    <Door title={t(`link.${link.kind}.title`)} lead={<Lead link={link} />}>
      <title>{`${t(`link.${link.kind}.title`)} · Otklik`}</title>
      <LinkForm token={token} link={link} />
    </Door>
  );
}

function Lead({ link }: { link: LinkInfo }) {
  const { t } = useTranslation();
  return t(`link.${link.kind}.lead`, { organisation: link.organisation, email: link.email ?? '' });
}

function Unusable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { status } = asProblem(error);
  return (
    <Door title={t('link.unusable')}>
      <Stack mt="md">
        {status === 0 || status >= 500 ? (
          <ProblemNotice error={error} onRetry={onRetry} />
        ) : (
          <Alert color="yellow">{t('link.unusableHint')}</Alert>
        )}
        <Link to="/sign-in">{t('link.toSignIn')}</Link>
      </Stack>
    </Door>
  );
}
