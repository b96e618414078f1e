import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import type { BodyView } from './body-view.js';
import { Folded } from './folded.js';
import classes from './message-body.module.css';
import { PlainText } from './plain-text.js';

const HtmlFrame = lazy(async () => ({ default: (await import('./html-frame.js')).HtmlFrame }));

/** The words of a message: new text in sight, quoted text and signature folded. */
export function MessageBody({ message, view }: { message: Message; view: BodyView }) {
  const { t } = useTranslation();
  const { text, quotedText, signature } = message;
  if (view.html !== null) {
    return (
      <Suspense fallback={<PlainText text={text} />}>
        <HtmlFrame message={message} html={view.html} />
      </Suspense>
    );
  }
  return (
    <>
      {text.trim() === '' && message.attachments.length === 0 && message.problem === null ? (
        <p className={classes.empty}>{t('timeline.empty')}</p>
      ) : (
        <PlainText text={text} />
      )}
      {signature && <Folded text={signature} label={t('timeline.signature')} />}
      {quotedText && <Folded text={quotedText} label={t('timeline.quoted')} />}
    </>
  );
}
