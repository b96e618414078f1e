import { UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconDownload, IconFile, IconFileTypePdf, IconHourglass, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/shapes.js';
import { fileSize } from '../words/time.js';
import classes from './attachment-list.module.css';
import { DangerousFile } from './dangerous-file.js';
import { useLocale } from '../words/use-locale.js';

/** So many are in sight; of more, the others are behind a button. */
const IN_SIGHT = 12;

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (attachments.length === 0) return null;
  const shown = all || attachments.length <= IN_SIGHT + 1 ? attachments : attachments.slice(0, IN_SIGHT);
  const more = attachments.length - shown.length;
  return (
    <ul className={classes.list} aria-label={t('file.list')}>
      {shown.map((attachment) => (
        <li key={attachment.id}>
          <File attachment={attachment} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <UnstyledButton className={classes.file} onClick={() => setAll(true)}>
            {t('file.more', { count: more })}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function File({ attachment }: { attachment: Attachment }) {
  const { url, warning } = attachment;
  if (url === null) return <NotThere attachment={attachment} />;
  if (warning !== null) return <DangerousFile attachment={attachment} url={url} warning={warning} />;
  return <FileLink attachment={attachment} url={url} />;
}

function FileLink({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <a className={classes.file} href={url} target="_blank" rel="noopener noreferrer" title={t('file.open', { name: attachment.filename })}>
      {attachment.picture ? <img className={classes.thumb} src={url} alt="" loading="lazy" /> : <FileIcon type={attachment.contentType} />}
      <bdi className={classes.name}>{attachment.filename}</bdi>
      <span className={classes.size}>{fileSize(attachment.size, locale)}</span>
      <IconDownload size={15} aria-hidden="true" />
    </a>
  );
}

function NotThere({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const failed = attachment.state === 'failed';
  const why = attachment.reason?.text ?? (failed ? t('file.failed') : t('file.waiting'));
  return (
    <span className={classes.file} data-missing>
      {failed ? <IconAlertCircle size={18} aria-hidden="true" /> : <IconHourglass size={18} aria-hidden="true" />}
      <bdi className={classes.name}>{attachment.filename}</bdi>
      {attachment.size > 0 && <span className={classes.size}>{fileSize(attachment.size, locale)}</span>}
      <span className={classes.why}>{why}</span>
    </span>
  );
}

function FileIcon({ type }: { type: string }) {
  if (type === 'application/pdf') return <IconFileTypePdf size={18} aria-hidden="true" />;
  return type.startsWith('image/') ? <IconPhoto size={18} aria-hidden="true" /> : <IconFile size={18} aria-hidden="true" />;
}
