import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useAround, useCell } from '../around/around.js';
import type { MailRequest } from '../../state/chat-state.js';
import { isAddress } from '../form/form-answers.js';

type MailFieldProps = {
  readonly kind: MailRequest['kind'];
  readonly first: string;
  readonly action: string;
  readonly refuse: string;
  readonly onRefuse: () => void;
};

/** Asks for an address: what is wrong with it is said in words below it, by us or by the server. */
export function MailField({ kind, first, action, refuse, onRefuse }: MailFieldProps): JSX.Element {
  const { chat, texts } = useAround();
  const { request } = useCell(chat.state);
  const [email, setEmail] = useState(first);
  const [isInvalid, setInvalid] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const own = request?.kind === kind ? request : null;
  const error = own?.error ?? null;
  const trouble = isInvalid ? texts.mail.invalid : error && (error.text || texts.problems['no-answer']);
  useEffect(() => {
    if (trouble) field.current?.focus();
  }, [trouble]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const isWrong = !isAddress(email.trim());
    setInvalid(isWrong);
    if (isWrong) field.current?.focus();
    else chat.mail.ask(kind, email.trim());
  };
  return (
    <form class="mail" noValidate onSubmit={submit}>
      <label htmlFor={id}>{texts.mail.label}</label>
      <input
        id={id}
        ref={field}
        class="input"
        type="email"
        autocomplete="email"
        maxLength={254}
        dir="ltr"
        value={email}
        aria-invalid={Boolean(trouble)}
        aria-describedby={trouble ? `${id}-trouble` : undefined}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      {trouble && (
        <p class="wrong" id={`${id}-trouble`} role="alert">
          {trouble}
        </p>
      )}
      <div class="actions">
        <button type="button" class="plain" onClick={onRefuse}>
          {refuse}
        </button>
        <button type="submit" class="main" aria-disabled={own !== null && !error}>
          {action}
        </button>
      </div>
    </form>
  );
}
