import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from './around.js';
import { DraftFile } from './draft-file.js';
import { ClipIcon, SendIcon } from './icons.js';
import { fill, sizeText } from './texts.js';

/** From how many characters before the limit on the rest is counted down. */
const COUNTDOWN = 200;
/** Where the enter key of a keyboard on the screen makes a new line, as people expect there. */
const TOUCH = matchMedia('(pointer: coarse)');

export function Composer(): JSX.Element {
  const { chat, limits, texts } = useAround();
  const { drafts, isShown } = useCell(chat.state);
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const canSend = text.trim() !== '' || drafts.length > 0;
  const left = limits.textLength - text.length;

  useEffect(() => {
    if (isShown && !TOUCH.matches) field.current?.focus();
  }, [isShown]);
  useLayoutEffect(() => grow(field.current), [text]);

  const send = (): void => {
    if (!canSend) return;
    chat.send(text);
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || TOUCH.matches) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    chat.addFiles(files);
  };
  const onPicked = (): void => {
    chat.addFiles([...(picker.current?.files ?? [])]);
    if (picker.current) picker.current.value = '';
    field.current?.focus();
  };

  return (
    <form
      class="composer"
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
      <div class="field">
        <button type="button" class="icon" aria-label={texts.attach} title={texts.attach} onClick={() => picker.current?.click()}>
          <ClipIcon />
        </button>
        <input type="file" multiple hidden ref={picker} onChange={onPicked} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={limits.textLength}
          placeholder={texts.placeholder}
          aria-label={texts.message}
          enterkeyhint={TOUCH.matches ? 'enter' : 'send'}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="send" aria-label={texts.send} title={texts.send} disabled={!canSend}>
          <SendIcon />
        </button>
      </div>
      {left <= COUNTDOWN && <p class="left">{fill(texts.characters, { count: left })}</p>}
    </form>
  );
}

function Problem(): JSX.Element {
  const { chat, limits, locale, texts } = useAround();
  const { problem } = useCell(chat.state);
  const limit = sizeText(limits.fileBytes, locale);
  return (
    <div role="alert">
      {problem && <p class="problem">{fill(texts.problems[problem.code] ?? '', { name: problem.name, limit, count: limits.files })}</p>}
    </div>
  );
}

/** As high as its text, up to what the style sheet allows. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
