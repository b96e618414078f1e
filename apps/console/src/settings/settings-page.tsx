import { Skeleton, Stack, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNotice } from '../api/problem-notice.js';
import classes from './settings-page.module.css';

type PageProps = { title: string; lead?: ReactNode; action?: ReactNode; children: ReactNode };

/** A page of the settings: what it is for, what can be added, and the rest. */
export function SettingsPage({ title, lead, action, children }: PageProps) {
  return (
    <>
      <title>{`${title} · Otklik`}</title>
      <header className={classes.header}>
        <div className={classes.words}>
          <Title order={1}>{title}</Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </>
  );
}

type ListProps<Item> = { query: UseQueryResult<Item[]>; empty: ReactNode; children: (items: Item[]) => ReactNode };

/** A fetched list in its four states: coming, failed, empty, there. */
export function Fetched<Item>({ query, empty, children }: ListProps<Item>) {
  if (query.isPending) {
    return (
      <Stack gap="sm" aria-hidden="true">
        <Skeleton height={58} />
        <Skeleton height={58} />
        <Skeleton height={58} />
      </Stack>
    );
  }
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  return query.data.length === 0 ? <p className={classes.empty}>{empty}</p> : children(query.data);
}
