import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/shapes.js';
import { fileSize } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import classes from './attachment-list.module.css';

type Props = { attachment: Attachment; url: string; warning: string };

/** A file that may harm whoever opens it: what there is to fear is said before it can be downloaded. */
export function DangerousFile({ attachment, url, warning }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Popover width={300} position="bottom-start" trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.file} data-dangerous title={t('file.dangerous')}>
          <IconAlertTriangle size={18} aria-label={t('file.dangerous')} />
          <bdi className={classes.name}>{attachment.filename}</bdi>
          <span className={classes.size}>{fileSize(attachment.size, locale)}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.warning}>
        <bdi className={classes.wholeName}>{attachment.filename}</bdi>
        <p>{warning}</p>
        <a href={url} target="_blank" rel="noopener noreferrer">
          {t('file.downloadAnyway')}
        </a>
      </Popover.Dropdown>
    </Popover>
  );
}
