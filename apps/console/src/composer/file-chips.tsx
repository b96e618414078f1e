import { ActionIcon, CloseButton } from '@mantine/core';
import { IconPaperclip, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem.js';
import { problemWords } from '../api/problem-words.js';
import { fileSize } from '../words/time.js';
import classes from './composer.module.css';
import { removeFile, retryFile } from './draft-files.js';
import { useLocale } from '../words/use-locale.js';
import type { DraftFile, DraftId } from './draft.js';

/** The files of a draft, each with how far it has come. */
export function FileChips({ draft, files }: { draft: DraftId; files: readonly DraftFile[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('file.list')}>
      {files.map((file) => (
        <Chip key={file.localId} draft={draft} file={file} />
      ))}
    </ul>
  );
}

function Chip({ draft, file }: { draft: DraftId; file: DraftFile }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const problem = file.problem && problemWords(asProblem(file.problem), t);
  return (
    <li className={classes.file} data-state={file.state} title={problem && `${problem.title} ${problem.hint}`}>
      <IconPaperclip size={15} aria-hidden="true" />
      <bdi>{file.name}</bdi>
      <span className={classes.size}>{problem ? problem.title : fileSize(file.size, locale)}</span>
      {file.state === 'failed' && (
        <ActionIcon size="sm" aria-label={t('file.retry', { name: file.name })} onClick={() => retryFile(draft, file.localId)}>
          <IconRefresh size={14} />
        </ActionIcon>
      )}
      <CloseButton size="xs" aria-label={t('file.remove', { name: file.name })} onClick={() => removeFile(draft, file.localId)} />
      {file.state === 'sending' && (
        <progress className={classes.progress} value={file.share} max={1} aria-label={t('file.sending', { name: file.name })} />
      )}
    </li>
  );
}
