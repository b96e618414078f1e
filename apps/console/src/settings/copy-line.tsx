import { Button, Code, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './settings-page.module.css';

/** A line that is needed elsewhere. */
export function CopyLine({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Code block className={classes.code}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <div>
            <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {copied ? t('ticket.copied') : t('inboxes.copy')}
            </Button>
          </div>
        )}
      </CopyButton>
    </>
  );
}
