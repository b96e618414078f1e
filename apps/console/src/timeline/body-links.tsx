import { Anchor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import type { BodyView } from './body-view.js';
import classes from './message-body.module.css';

const MailHeaders = lazy(async () => ({ default: (await import('./mail-headers.js')).MailHeaders }));

/** Other ways to look at a message: as text or as formatted, and of a mail all of it as it came. */
export function BodyLinks({ message, view }: { message: Message; view: BodyView }) {
  const { t } = useTranslation();
  const [headers, are] = useDisclosure(false);
  const { original } = message;
  if (!original && !view.toggle) return null;
  return (
    <>
      <div className={classes.links}>
        {view.toggle && (
          <Anchor component="button" type="button" onClick={view.toggle}>
            {t(view.html === null ? 'timeline.asHtml' : 'timeline.asText')}
          </Anchor>
        )}
        {original && (
          <>
            <Anchor href={original.url} target="_blank" rel="noopener noreferrer">
              {t('timeline.original')}
            </Anchor>
            <Anchor component="button" type="button" aria-expanded={headers} onClick={are.toggle}>
              {t('timeline.headers')}
            </Anchor>
          </>
        )}
      </div>
      {headers && (
        <Suspense>
          <MailHeaders messageId={message.id} />
        </Suspense>
      )}
    </>
  );
}
