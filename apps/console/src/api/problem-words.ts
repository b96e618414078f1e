import type { TFunction } from 'i18next';
import type { Problem } from './problem.js';

export type ProblemWords = { title: string; hint: string };

/** What happened and what to do about it, in the agent's words. */
export function problemWords(problem: Problem, t: TFunction): ProblemWords {
  const hint = hintOf(problem, t);
  if (problem.message && problem.status > 0) return { title: problem.message, hint };
  return { title: titleOf(problem.status, t), hint };
}

function titleOf(status: number, t: TFunction): string {
  if (status === 0) return t('problem.offline');
  if (status < 0) return t('problem.bug');
  if (status === 403) return t('problem.forbidden');
  if (status === 404) return t('problem.missing');
  return status >= 500 ? t('problem.server') : t('problem.refused');
}

function hintOf({ code, status }: Problem, t: TFunction): string {
  const known = t(`problem.todo.${code}` as 'problem.todo.offline', { defaultValue: '' });
  if (known) return known;
  if (status >= 500) return t('problem.todo.server');
  if (status === 429) return t('problem.todo.too-many-attempts');
  if (status === 403) return t('problem.todo.forbidden');
  if (status < 0) return t('problem.todo.bug');
  return '';
}
