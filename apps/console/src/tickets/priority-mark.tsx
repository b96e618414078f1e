import { IconChevronDown, IconChevronsUp, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Priority } from '../api/shapes.js';
import classes from './priority-mark.module.css';

const ICONS = { urgent: IconChevronsUp, high: IconChevronUp, low: IconChevronDown } as const;

type Props = { priority: Priority; size?: number; decorative?: boolean };

/** Shown for what is not normal: arrows, so that it does not depend on colour. `decorative` where the word stands beside it. */
export function PriorityMark({ priority, size = 16, decorative = false }: Props) {
  const { t } = useTranslation();
  if (priority === 'normal') return null;
  const Icon = ICONS[priority];
  const name = t('tickets.priorityIs', { priority: t(`priority.${priority}`) });
  return (
    <span className={classes.mark} data-priority={priority} {...(decorative ? {} : { role: 'img', 'aria-label': name, title: name })}>
      <Icon size={size} stroke={2.4} aria-hidden="true" />
    </span>
  );
}
