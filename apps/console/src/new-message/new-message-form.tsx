import { Button, FileButton, ActionIcon, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPaperclip } from '@tabler/icons-react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Inbox } from '../api/shapes.js';
import { ChatAnswer, ChatAnswerButtons, useChatParts } from '../chat-answer/chat-answer.js';
import composerClasses from '../composer/composer.module.css';
import { addFiles } from '../composer/draft-files.js';
import { changeDraft, useDraft } from '../composer/drafts.js';
import { FileChips } from '../composer/file-chips.js';
import { fillSignature } from '../composer/fill-signature.js';
import { MailExtras, SignaturePreview } from '../composer/mail-extras.js';
import { mailSize } from '../composer/mail-size.js';
import { SizeLine } from '../composer/size-line.js';
import { useDropFiles } from '../composer/use-drop-files.js';
import { contactQuery } from '../contacts/contact-query.js';
import { formatByKey } from '../formatting/format-by-key.js';
import { teamsQuery } from '../people/people-queries.js';
import { useOwnAddresses } from '../recipients/use-own-addresses.js';
import { useSession } from '../session/session.js';
import { InboxField } from './inbox-field.js';
import { chatIn, PartnerField } from './partner-field.js';
import { NewMessageRecipients } from './new-message-recipients.js';
import classes from './new-message.module.css';
import { missingOf, useStart } from './use-start.js';

const add = (files: File[]): void => addFiles('new', files);

/** From which inbox, to whom, about what, and the words. */
export function NewMessageForm({ inboxes }: { inboxes: readonly Inbox[] }) {
  const { t } = useTranslation();
  const draft = useDraft('new');
  const own = useOwnAddresses();
  const inbox = inboxes.find(({ id }) => id === draft.inbox) ?? inboxes[0];
  const signature = useSignature(inbox);
  const start = useStart(inbox);
  const drop = useDropFiles(add);
  const [asked, setAsked] = useState(false);
  const isBot = inbox?.channel === 'telegram';
  const { data: partner } = useQuery({ ...contactQuery(draft.partner?.id ?? ''), enabled: isBot && draft.partner !== null });
  const chat = partner && inbox ? chatIn(partner, inbox.id) : null;
  const field = useRef<HTMLTextAreaElement>(null);
  const chatParts = useChatParts(draft);
  const missing = missingOf(draft, inbox, own, chat);
  const size = inbox?.sizeLimit ? mailSize(draft.files, draft.reply, inbox.sizeLimit) : null;
  const tooLarge = size?.tooLarge ?? false;

  const send = (event?: FormEvent): void => {
    event?.preventDefault();
    setAsked(true);
    if (missing === null && !tooLarge && !start.isStarting) start.start();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isBot && event.target === field.current && formatByKey(event as KeyboardEvent<HTMLTextAreaElement>)) return;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // What is still typed in a field of addresses is taken first.
    if (document.activeElement instanceof HTMLElement && event.target instanceof HTMLInputElement) document.activeElement.blur();
    else send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };

  return (
    <form className={classes.form} onSubmit={send} onKeyDown={onKeyDown} data-over={drop.over || undefined} noValidate {...drop.on}>
      <InboxField inboxes={inboxes} chosen={inbox} />
      {isBot ? <PartnerField key={inbox.id} inbox={inbox.id} partner={draft.partner} chat={chat} /> : <NewMessageRecipients own={own} />}
      {!isBot && (
        <label className={classes.row}>
          <span className={classes.label}>{t('mail.subject')}</span>
          <TextInput
            size="xs"
            value={draft.subject}
            onChange={(event) => {
              const subject = event.currentTarget.value;
              changeDraft('new', () => ({ subject }));
            }}
            maxLength={500}
            error={asked && missing === 'subject'}
          />
        </label>
      )}
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={8}
        value={draft.reply}
        onChange={(event) => {
          const reply = event.currentTarget.value;
          changeDraft('new', () => ({ reply }));
        }}
        onPaste={onPaste}
        placeholder={t('composer.writeReply')}
        aria-label={t('newMessage.text')}
        classNames={{ root: classes.text, input: composerClasses.field }}
      />
      {isBot && <ChatAnswer id="new" draft={draft} field={field} open={chatParts} />}
      {!isBot && signature !== null && draft.signature && <SignaturePreview signature={signature} />}
      <FileChips draft="new" files={draft.files} />
      {size && <SizeLine size={size} />}
      {start.error !== null && <ProblemNotice error={start.error} />}
      {asked && missing !== null && (
        <p className={classes.missing} role="alert">
          {t(`newMessage.missing.${missing}`)}
        </p>
      )}
      <div className={composerClasses.bar}>
        <FileButton multiple onChange={(files) => add([...files])} inputProps={{ 'aria-label': t('composer.attach'), tabIndex: -1 }}>
          {(props) => (
            <ActionIcon {...props} aria-label={t('composer.attach')} title={t('composer.attach')}>
              <IconPaperclip size={19} />
            </ActionIcon>
          )}
        </FileButton>
        {isBot ? (
          <ChatAnswerButtons id="new" open={chatParts} />
        ) : (
          <MailExtras id="new" draft={draft} signature={signature} quotes={null} />
        )}
        <span className={composerClasses.keys}>{t('composer.keys')}</span>
        <Button size="xs" type="submit" loading={start.isStarting} disabled={tooLarge}>
          {t('newMessage.send')}
        </Button>
      </div>
      {drop.over && <div className={composerClasses.drop}>{t('composer.drop')}</div>}
    </form>
  );
}

/** Of the inbox's team, as it will stand below the text. */
function useSignature(inbox: Inbox | undefined): string | null {
  const { agent, organisation } = useSession();
  const { data: teams = [] } = useQuery(teamsQuery);
  const team = teams.find(({ id }) => id === inbox?.team.id);
  if (!team?.signature) return null;
  return fillSignature(team.signature, { agent: agent.name, team: team.name, organisation: organisation.name });
}
