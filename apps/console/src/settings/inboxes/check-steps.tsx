import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckStep } from '../../api/shapes.js';
import classes from './check-steps.module.css';

const ICONS = { ok: IconCircleCheck, warning: IconAlertTriangle, failed: IconCircleX } as const;

/** How the finding or testing of a mailbox went, step by step, in the server's words. */
export function CheckSteps({ steps }: { steps: readonly CheckStep[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <OneStep key={`${step.step}:${step.code}`} step={step} />
      ))}
    </ol>
  );
}

function OneStep({ step: { step, level, text, mend } }: { step: CheckStep }) {
  const { t } = useTranslation();
  const Icon = ICONS[level];
  return (
    <li className={classes.step} data-level={level}>
      <Icon size={18} role="img" aria-label={t(`check.level.${level}`)} />
      <span>
        <span className={classes.name}>{t(`check.step.${step}`)}</span> {text}
      </span>
      {mend !== null && <span className={classes.mend}>{mend}</span>}
    </li>
  );
}
