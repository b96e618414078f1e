import { IconAlertCircle, IconDownload, IconFile, IconFileTypePdf, IconHourglass, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../api/shapes.js';
import { fileSize } from '../words/time.js';
import classes from './attachment-list.module.css';
import { useLocale } from '../words/use-locale.js';

/** Types that a browser shows as a picture, and the server has proved to be one. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('file.list')}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          {attachment.url === null ? <NotThere attachment={attachment} /> : <FileLink attachment={attachment} url={attachment.url} />}
        </li>
      ))}
    </ul>
  );
}

function FileLink({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const picture = PICTURES.has(attachment.contentType);
  return (
    <a className={classes.file} href={url} target="_blank" rel="noopener noreferrer" title={t('file.open', { name: attachment.filename })}>
      {picture ? <img className={classes.thumb} src={url} alt="" loading="lazy" /> : <FileIcon type={attachment.contentType} />}
      <bdi className={classes.name}>{attachment.filename}</bdi>
      <span className={classes.size}>{fileSize(attachment.size, locale)}</span>
      <IconDownload size={15} aria-hidden="true" />
    </a>
  );
}

function NotThere({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const failed = attachment.state === 'failed';
  return (
    <span className={classes.file} data-missing>
      {failed ? <IconAlertCircle size={18} aria-hidden="true" /> : <IconHourglass size={18} aria-hidden="true" />}
      <bdi className={classes.name}>{attachment.filename}</bdi>
      <span className={classes.size}>{failed ? t('file.failed') : t('file.waiting')}</span>
    </span>
  );
}

function FileIcon({ type }: { type: string }) {
  if (type === 'application/pdf') return <IconFileTypePdf size={18} aria-hidden="true" />;
  return type.startsWith('image/') ? <IconPhoto size={18} aria-hidden="true" /> : <IconFile size={18} aria-hidden="true" />;
}
