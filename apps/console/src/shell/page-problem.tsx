import { Button, Stack, Text, Title } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import { LogoMark } from '../look/logo.js';
import classes from './page.module.css';

/** Shown where a whole page could not be shown. */
export function PageProblem({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <main className={classes.centre}>
      <Stack maw={440} gap="lg">
        <LogoMark size={40} />
        <ProblemNotice error={error} onRetry={reset} />
      </Stack>
    </main>
  );
}

export function PageMissing(): ReactElement {
  const { t } = useTranslation();
  return (
    <main className={classes.centre}>
      <Stack maw={440} gap="sm" align="flex-start">
        <LogoMark size={40} />
        <Title order={1}>{t('page.missing')}</Title>
        <Text c="dimmed">{t('page.missingHint')}</Text>
        <Button component={Link} to="/" mt="xs">
          {t('page.home')}
        </Button>
      </Stack>
    </main>
  );
}
