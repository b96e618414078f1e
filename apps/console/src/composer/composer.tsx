import { Textarea } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import type { TicketDetail } from '../api/shapes.js';
import { useAction } from '../keyboard/keyboard.js';
import classes from './composer.module.css';
import { ComposerBar } from './composer-bar.js';
import { ComposerTabs } from './composer-tabs.js';
import { addFiles } from './draft-file.js';
import { changeDraft, hasUnsent, type Mode, useDraft } from './drafts.js';
import { FileChips } from './file-chips.js';
import { useDropFiles } from './use-drop-files.js';
import { useSend } from './use-send.js';

/** Where a reply or a note is written. */
export function Composer({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { number } = ticket;
  const draft = useDraft(number);
  const { mode } = draft;
  const field = useRef<HTMLTextAreaElement>(null);
  const send = useSend(ticket);
  const drop = useDropFiles((files) => add(files));
  useAskBeforeLeaving();

  const write = (next: Mode): void => {
    changeDraft(number, () => ({ mode: next }));
    field.current?.focus();
  };
  const add = (files: File[]): void => {
    if (ticket.state === 'closed') return;
    // A note carries no files: whoever drops one means to send it.
    changeDraft(number, () => ({ mode: 'reply' }));
    addFiles(number, files);
  };
  useAction('reply', () => write('reply'));
  useAction('note', () => write('note'));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send.send(event.shiftKey ? 'solve' : send.then);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };

  return (
    <section className={classes.composer} data-mode={mode} data-over={drop.over || undefined} aria-label={t('composer.label')} {...drop.on}>
      <ComposerTabs ticket={ticket} mode={mode} onMode={write} />
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        value={draft[mode]}
        onChange={(event) => {
          const text = event.currentTarget.value;
          changeDraft(number, () => ({ [mode]: text }));
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        readOnly={send.closed}
        placeholder={mode === 'note' ? t('composer.writeNote') : send.closed ? t('composer.closed') : t('composer.writeReply')}
        aria-label={mode === 'note' ? t('composer.note') : t('composer.reply')}
        classNames={{ input: classes.field }}
      />
      {mode === 'reply' && <FileChips number={number} files={draft.files} />}
      {send.error !== null && (
        <ProblemNotice
          error={send.error}
          {...(send.sendAnyway ? { onRetry: send.sendAnyway, retryLabel: t('composer.sendAnyway') } : {})}
        />
      )}
      <ComposerBar mode={mode} send={send} onFiles={add} />
      {drop.over && <div className={classes.drop}>{t('composer.drop')}</div>}
    </section>
  );
}

function useAskBeforeLeaving(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (hasUnsent()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
}
