import { Button, Code, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session.js';
import classes from '../settings-page.module.css';

/** The line that puts the chat on a site. */
export function EmbedSnippet({ inbox }: { inbox: string }) {
  const { t } = useTranslation();
  const { publicSiteUrl } = useSession();
  const snippet = `<script src="${publicSiteUrl}/widget.js" data-inbox="${inbox}" async></script>`;
  return (
    <section className={classes.card} aria-label={t('inboxes.embed')}>
      <h2 className={classes.legend}>{t('inboxes.embed')}</h2>
      <span>{t('inboxes.embedHint')}</span>
      <Code block>{snippet}</Code>
      <CopyButton value={snippet}>
        {({ copied, copy }) => (
          <div>
            <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {copied ? t('ticket.copied') : t('inboxes.copy')}
            </Button>
          </div>
        )}
      </CopyButton>
    </section>
  );
}
