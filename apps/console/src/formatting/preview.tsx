import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanHtml } from './clean-html.js';
import classes from './formatting.module.css';

type Props = { html: string; asWritten: boolean; onAsWritten: (asWritten: boolean) => void };

/** What the marks of an answer will be in the customer's chat, and the way to send them as they are. */
export function Preview({ html, asWritten, onAsWritten }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.preview}>
      <div className={classes.bar}>
        <span>{t(asWritten ? 'formatting.asWritten' : 'formatting.preview')}</span>
        <UnstyledButton className={classes.switch} onClick={() => onAsWritten(!asWritten)}>
          {t(asWritten ? 'formatting.format' : 'formatting.sendAsWritten')}
        </UnstyledButton>
      </div>
      {!asWritten && <Shown html={html} label={t('formatting.preview')} />}
    </div>
  );
}

function Shown({ html, label }: { html: string; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const body = cleanHtml(html);
    for (const link of body.querySelectorAll('a')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    place.current?.replaceChildren(...body.childNodes);
  }, [html]);
  // Scrolled by key where it is long.
  return <div ref={place} className={classes.shown} tabIndex={0} role="region" aria-label={label} />;
}
