import { useTranslation } from 'react-i18next';
import classes from './chat-answer.module.css';
import { lengthOf } from './text-length.js';

/** How much fits, from where it matters on. */
export function LengthLine({ text }: { text: string }) {
  const { t } = useTranslation();
  const { parts, left } = lengthOf(text);
  if (parts < 2 && left === null) return null;
  return (
    <p className={classes.hint} role="status">
      {parts > 1 ? t('chatAnswer.parts', { count: parts }) : t('chatAnswer.left', { count: left ?? 0 })}
    </p>
  );
}
