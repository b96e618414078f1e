import { type RefObject, useState } from 'react';
import type { Message } from '../api/shapes.js';
import { changeDraft } from '../composer/drafts.js';
import { FormatBar } from '../formatting/format-bar.js';
import { Preview } from '../formatting/preview.js';
import { useMarks } from '../formatting/use-marks.js';
import { ChatExtras } from './chat-extras.js';
import { ChoicesEditor } from './choices-editor.js';
import { LengthLine } from './length-line.js';
import type { Draft, DraftId } from '../composer/draft.js';

/** What of an answer in Telegram is open: the buttons of formatting, the editor of buttons. */
export type ChatParts = { readonly formatting: boolean; readonly buttons: boolean };

/** Remembers what is open; buttons that a draft has are never out of sight. */
export function useChatParts(draft: Draft) {
  const [parts, setParts] = useState<ChatParts>({ formatting: false, buttons: false });
  return { ...parts, buttons: parts.buttons || draft.choices.length > 0, setParts, parts };
}

type Props = {
  id: DraftId;
  draft: Draft;
  field: RefObject<HTMLTextAreaElement | null>;
  open: ReturnType<typeof useChatParts>;
};

/** Below the words of an answer in Telegram: how they will look, how long they are, and the buttons under them. */
export function ChatAnswer({ id, draft, field, open }: Props) {
  const html = useMarks(draft.reply);
  return (
    <>
      {open.formatting && <FormatBar field={field} />}
      {html !== null && (
        <Preview html={html} asWritten={draft.asWritten} onAsWritten={(asWritten) => changeDraft(id, () => ({ asWritten }))} />
      )}
      <LengthLine text={draft.reply} />
      {open.buttons && (
        <ChoicesEditor
          id={id}
          choices={draft.choices}
          onClose={() => {
            open.setParts({ ...open.parts, buttons: false });
            field.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** Opens and closes them. */
export function ChatAnswerButtons({ id, open }: Pick<Props, 'id' | 'open'>) {
  return (
    <ChatExtras
      formatting={open.formatting}
      onFormatting={(formatting) => open.setParts({ ...open.parts, formatting })}
      buttons={open.buttons}
      onButtons={(buttons) => {
        if (!buttons) changeDraft(id, () => ({ choices: [] }));
        open.setParts({ ...open.parts, buttons });
      }}
    />
  );
}

/** The id of the message that has the focus, or has something in it that does. */
export function focusedMessage(): string | null {
  return document.activeElement?.closest('article[id]')?.id ?? null;
}

export function replyToMessage(id: DraftId, message: Message | null): void {
  if (message) changeDraft(id, () => ({ mode: 'reply', replyTo: message.id }));
}
