import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { Folded } from './folded.js';
import { HtmlFrame } from './html-frame.js';
import classes from './message-body.module.css';
import { PlainText } from './plain-text.js';
import { saysMoreThanText } from './says-more-than-text.js';

/** The words of a message: new text in sight, quoted text and signature folded, formatting on demand. */
export function MessageBody({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { text, html, quotedText, signature } = message;
  const formatted = html !== null && saysMoreThanText(html);
  const [asHtml, setAsHtml] = useState(formatted && quotedText === null);
  if (asHtml && html !== null) {
    return (
      <>
        <HtmlFrame html={html} title={t('timeline.formatted')} />
        <Toggle onClick={() => setAsHtml(false)}>{t('timeline.asText')}</Toggle>
      </>
    );
  }
  return (
    <>
      {text.trim() === '' && message.attachments.length === 0 ? (
        <p className={classes.empty}>{t('timeline.empty')}</p>
      ) : (
        <PlainText text={text} />
      )}
      {signature && <Folded text={signature} label={t('timeline.signature')} />}
      {quotedText && <Folded text={quotedText} label={t('timeline.quoted')} />}
      {formatted && <Toggle onClick={() => setAsHtml(true)}>{t('timeline.asHtml')}</Toggle>}
    </>
  );
}

function Toggle({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <Anchor component="button" type="button" className={classes.toggle} onClick={onClick}>
      {children}
    </Anchor>
  );
}
