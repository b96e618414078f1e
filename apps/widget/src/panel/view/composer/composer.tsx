import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import { DraftFile } from './draft-file.js';
import { EmojiPicker } from './emoji-picker.js';
import { Filled } from '../around/filled.js';
import { ClipIcon, SendIcon, SmileIcon } from '../around/icons.js';
import type { OutgoingForm } from '../../state/outgoing.js';
import { fill } from '../../words/fill.js';
import { sizeText } from '../../words/size-text.js';

/** From how many characters before the limit on the rest is counted down. */
const COUNTDOWN = 200;
/** Where the enter key of a keyboard on the screen makes a new line, as people expect there; it has emoji of its own, too. */
const TOUCH = matchMedia('(pointer: coarse)');

/** @param form what was answered before the first message, which goes with it */
export function Composer({ form }: { form: OutgoingForm | null }): JSX.Element {
  const { chat, close, isFramed, limits, texts } = useAround();
  // What stands open in a site's page takes no focus by itself: it would scroll the page.
  const takesFocus = !TOUCH.matches && (close !== null || !isFramed);
  const { drafts, isShown, prefill } = useCell(chat.state);
  const [text, setText] = useState(chat.draft.text);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const smile = useRef<HTMLButtonElement>(null);
  const canSend = text.trim() !== '' || drafts.length > 0 || (form?.shown.answers.length ?? 0) > 0;
  const left = limits.textLength - text.length;

  useEffect(() => {
    if (isShown && takesFocus) field.current?.focus();
  }, [isShown]);
  useEffect(() => {
    if (prefill === null) return;
    chat.state.change({ prefill: null });
    setText((typed) => (typed.trim() === '' ? prefill.slice(0, limits.textLength) : typed));
  }, [prefill]);
  useLayoutEffect(() => {
    chat.draft.text = text;
    grow(field.current);
  }, [text]);

  const send = (): void => {
    if (!canSend) return;
    chat.send(text, form);
    setText('');
    setPicking(false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isPicking) {
      event.stopPropagation();
      setPicking(false);
      smile.current?.focus();
    }
  };
  const insert = (emoji: string): void => {
    setPicking(false);
    const { current } = field;
    if (!current || current.value.length + emoji.length > limits.textLength) return;
    current.setRangeText(emoji, current.selectionStart, current.selectionEnd, 'end');
    setText(current.value);
    current.focus();
  };

  return (
    <form
      class="composer"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Problem />
      {drafts.length > 0 && (
        <ul class="drafts">
          {drafts.map((draft) => (
            <DraftFile key={draft.key} draft={draft} />
          ))}
        </ul>
      )}
      {isPicking && <EmojiPicker onPick={insert} />}
      <div class="field">
        <FileButton onChosen={() => field.current?.focus()} />
        <Field text={text} place={field} onText={setText} onSend={send} />
        {!TOUCH.matches && (
          <button
            type="button"
            class="icon"
            ref={smile}
            aria-label={texts.emoji.name}
            title={texts.emoji.name}
            aria-expanded={isPicking}
            onClick={() => setPicking(!isPicking)}
          >
            <SmileIcon />
          </button>
        )}
        <button type="submit" class="send" aria-label={texts.send} title={texts.send} disabled={!canSend}>
          <SendIcon />
        </button>
      </div>
      {left <= COUNTDOWN && <p class="left">{fill(texts.characters, { count: left })}</p>}
    </form>
  );
}

type FieldProps = {
  readonly text: string;
  readonly place: { current: HTMLTextAreaElement | null };
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
};

function Field({ text, place, onText, onSend }: FieldProps): JSX.Element {
  const { chat, limits, texts } = useAround();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || TOUCH.matches) return;
    event.preventDefault();
    onSend();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    chat.files.add(files);
  };
  return (
    <textarea
      ref={place}
      rows={1}
      dir="auto"
      value={text}
      maxLength={limits.textLength}
      placeholder={texts.placeholder}
      aria-label={texts.message}
      enterkeyhint={TOUCH.matches ? 'enter' : 'send'}
      onInput={(event) => {
        onText(event.currentTarget.value);
        chat.typing.tell();
      }}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}

function FileButton({ onChosen }: { onChosen: () => void }): JSX.Element {
  const { chat, texts } = useAround();
  const picker = useRef<HTMLInputElement>(null);
  const onPicked = (): void => {
    chat.files.add([...(picker.current?.files ?? [])]);
    if (picker.current) picker.current.value = '';
    onChosen();
  };
  return (
    <>
      <button type="button" class="icon" aria-label={texts.attach} title={texts.attach} onClick={() => picker.current?.click()}>
        <ClipIcon />
      </button>
      <input type="file" multiple hidden ref={picker} onChange={onPicked} />
    </>
  );
}

function Problem(): JSX.Element {
  const { chat, limits, locale, texts } = useAround();
  const { problem } = useCell(chat.state);
  const [limit, total] = [sizeText(limits.fileBytes, locale), sizeText(limits.unsentBytes, locale)];
  return (
    <div role="alert">
      {problem && (
        <p class="problem">
          <Filled text={texts.problems[problem.code] ?? ''} values={{ name: problem.name, limit, total, count: limits.files }} />
        </p>
      )}
    </div>
  );
}

/** As high as its text, up to what the style sheet allows. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
