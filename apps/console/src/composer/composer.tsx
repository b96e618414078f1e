import { Textarea } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockedNotice } from '../chat-answer/blocked-notice.js';
import { ChatAnswer, ChatAnswerButtons, focusedMessage, replyToMessage, useChatParts } from '../chat-answer/chat-answer.js';
import { chatOf, meantMessage, partnerOf, seenTypingIn, targetOf } from '../chat-answer/chat-of-answer.js';
import { ReplyTarget } from '../chat-answer/reply-target.js';
import { useSayTyping } from '../chat-answer/use-say-typing.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { TicketDetail } from '../api/shapes.js';
import { formatByKey } from '../formatting/format-by-key.js';
import { useAction } from '../keyboard/keyboard.js';
import { participantsOf, suggestionOf } from '../recipients/answering.js';
import { RecipientsLine } from '../recipients/recipients-line.js';
import classes from './composer.module.css';
import { ComposerBar } from './composer-bar.js';
import { ComposerTabs } from './composer-tabs.js';
import { addFiles } from './draft-files.js';
import { changeDraft, useDraft } from './drafts.js';
import { FileChips } from './file-chips.js';
import { MailExtras, SignaturePreview } from './mail-extras.js';
import { SizeLine } from './size-line.js';
import { useDropFiles } from './use-drop-files.js';
import { useSend } from './use-send.js';
import type { Mode } from './draft.js';

/** Where a reply or a note is written. */
export function Composer({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { number } = ticket;
  const draft = useDraft(number);
  const { mode } = draft;
  const field = useRef<HTMLTextAreaElement>(null);
  const [recipientsOpen, openRecipients] = useState(false);
  const send = useSend(ticket, () => openRecipients(false));
  const drop = useDropFiles((files) => add(files));
  const { answer, recipients } = send.answering;
  const answers = mode === 'reply' && !send.closed;
  const chat = answers ? chatOf(send.answering) : null;
  const target = chat && targetOf(ticket, draft);
  const chatParts = useChatParts(draft);
  const sayTyping = useSayTyping(number, answers ? seenTypingIn(send.answering) : null);

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
  useAction(
    'replyTo',
    () => {
      replyToMessage(number, meantMessage(ticket, focusedMessage()));
      field.current?.focus();
    },
    chatOf(send.answering) !== null && !send.closed,
  );

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (chat && formatByKey(event)) return;
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
      <ComposerTabs ticket={ticket} chat={answer ? null : partnerOf(ticket, send.answering)} mode={mode} onMode={write} />
      {mode === 'reply' && answer && !send.closed && (
        <RecipientsLine
          recipients={recipients}
          onChange={(changed) => changeDraft(number, () => ({ recipients: changed, suggestion: suggestionOf(answer) }))}
          answer={answer}
          participants={participantsOf(ticket)}
          own={send.own}
          open={recipientsOpen}
          onOpen={openRecipients}
        />
      )}
      {send.blockedAt !== null && <BlockedNotice since={send.blockedAt} />}
      {target && <ReplyTarget message={target} onRemove={() => changeDraft(number, () => ({ replyTo: null }))} />}
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
          if (text.trim() !== '') sayTyping();
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        readOnly={send.closed}
        placeholder={mode === 'note' ? t('composer.writeNote') : send.closed ? t('composer.closed') : t('composer.writeReply')}
        aria-label={mode === 'note' ? t('composer.note') : t('composer.reply')}
        classNames={{ input: classes.field }}
      />
      {mode === 'reply' && answer?.signature && draft.signature && !send.closed && <SignaturePreview signature={answer.signature} />}
      {chat && !send.blockedAt && <ChatAnswer id={number} draft={draft} field={field} open={chatParts} />}
      {mode === 'reply' && <FileChips draft={number} files={draft.files} />}
      {mode === 'reply' && send.size && <SizeLine size={send.size} />}
      {send.error !== null && (
        <ProblemNotice
          error={send.error}
          {...(send.sendAnyway ? { onRetry: send.sendAnyway, retryLabel: t('composer.sendAnyway') } : {})}
        />
      )}
      <ComposerBar mode={mode} send={send} onFiles={add}>
        {mode === 'reply' && answer && <MailExtras id={number} draft={draft} signature={answer.signature} quotes={answer.quote} />}
        {chat && !send.blockedAt && <ChatAnswerButtons id={number} open={chatParts} />}
      </ComposerBar>
      {drop.over && <div className={classes.drop}>{t('composer.drop')}</div>}
    </section>
  );
}
