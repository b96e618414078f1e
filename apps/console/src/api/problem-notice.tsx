import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { toast } from '../look/toast.js';
import { asProblem } from './problem.js';
import { problemWords } from './problem-words.js';

type Props = { error: unknown; onRetry?: () => void; retryLabel?: string };

/** A refused or failed call in its place on the page: what happened, what to do, and a way to try again. */
export function ProblemNotice({ error, onRetry, retryLabel }: Props) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const { title, hint } = problemWords(problem, t);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        {hint && <Text size="sm">{hint}</Text>}
        {problem.errors.map((one) => (
          <Text size="sm" key={`${one.field}:${one.code}`}>
            {one.message}
          </Text>
        ))}
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="light" color="red" onClick={onRetry}>
              {retryLabel ?? t('problem.retry')}
            </Button>
          )}
          {problem.requestId && <Code>{problem.requestId}</Code>}
        </Group>
      </Stack>
    </Alert>
  );
}

/** The same for something that was shown as done already and had to be taken back. */
export function tellProblem(error: unknown): void {
  const problem = asProblem(error);
  const { title, hint } = problemWords(problem, i18next.t);
  void toast({
    id: `${problem.code}:${title}`,
    color: 'red',
    title,
    message: hint || problem.errors.map((one) => one.message).join(' '),
    autoClose: 8000,
  });
}
