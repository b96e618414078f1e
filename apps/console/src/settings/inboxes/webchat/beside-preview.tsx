import { Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import type { InboxForm } from '../inbox-values.js';
import classes from './webchat.module.css';

const ChatPreview = lazy(async () => ({ default: (await import('./preview/chat-preview.js')).ChatPreview }));

/** The form with the preview beside it; where there is no room, below it. */
export function BesidePreview({ form, children }: { form: InboxForm; children: ReactNode }) {
  return (
    <div className={classes.frame} data-wide-settings>
      <div className={classes.columns}>
        {children}
        <div className={classes.aside}>
          <Suspense fallback={<Skeleton height={560} />}>
            <ChatPreview form={form} />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
