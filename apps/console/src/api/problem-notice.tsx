import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { toast } from '../look/toast.js';
import { asProblem, type FieldError } from './problem.js';
import classes from './problem-notice.module.css';
import { problemWords } from './problem-words.js';

type Props = { error: unknown; onRetry?: () => void; retryLabel?: string };

/** A refused or failed call in its place on the page: what happened, what to do, and a way to try again. */
export function ProblemNotice({ error, onRetry, retryLabel }: Props) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const { title, hint } = problemWords(problem, t);
  // The number by which an administrator finds the cause: of no use where the cause is said already.
  const unexplained = problem.status >= 500 || problem.status < 0;
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div className={classes.words}>
        <strong>{title}</strong>
        {hint && <span>{hint}</span>}
        {problem.errors.map((one) => (
          <span key={`${one.field}:${one.code}`}>{sayField(one)}</span>
        ))}
        {unexplained && problem.requestId && <code className={classes.number}>{problem.requestId}</code>}
        {onRetry && (
          <Button className={classes.retry} size="compact-sm" variant="default" onClick={onRetry}>
            {retryLabel ?? t('problem.retry')}
          </Button>
        )}
      </div>
    </div>
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
    message: hint || problem.errors.map(sayField).join('; '),
    autoClose: 8000,
  });
}

function sayField({ field, message }: FieldError): string {
  return field === '' ? message : `${field}: ${message}`;
}
