import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ShownForm, ChatFormField } from '@app/contracts';
import { useAround, useCell } from '../around/around.js';
import type { Asking } from './asking.js';
import { type FieldTrouble, troublesOf } from './form-answers.js';
import { BackIcon, ForthIcon } from '../around/icons.js';

/** Characters of one answer. */
const LONGEST = 2_000;

/** The topics to choose from. */
export function Topics({ asking }: { asking: Asking }): JSX.Element {
  const { chat, inbox, language, texts, words } = useAround();
  const { messages } = useCell(chat.state);
  const heading = useFocused();
  return (
    <div class="screen">
      {messages.length > 0 ? (
        <button type="button" class="back" onClick={asking.leave}>
          <BackIcon />
          {texts.form.toChat}
        </button>
      ) : (
        <div class="empty">
          <p class="hello">{texts.hello}</p>
          <p dir="auto">{words.greeting ?? texts.greeting}</p>
        </div>
      )}
      <h2 tabIndex={-1} ref={heading}>
        {texts.form.topics}
      </h2>
      <ul class="topics">
        {inbox.forms.map((form) => (
          <li key={form.id}>
            <button type="button" onClick={() => asking.choose(form)}>
              <bdi>{form.topic[language]}</bdi>
              <ForthIcon />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The questions of one topic. Mistakes are said in words beside their fields, and the first of them gets the focus. */
export function Fields({ asking, form }: { asking: Asking; form: ShownForm }): JSX.Element {
  const { inbox, language, texts } = useAround();
  const [values, setValues] = useState(asking.valuesOf(form));
  const [isTried, setTried] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const heading = useFocused();
  const id = useId();
  const troubles = isTried ? troublesOf(form, values) : {};
  const submit = (event: Event): void => {
    event.preventDefault();
    const wrong = Object.keys(troublesOf(form, values))[0];
    if (wrong === undefined) return asking.finish(form, values);
    setTried(true);
    place.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
  };
  const fill = (field: string, value: string): void => {
    const changed = { ...values, [field]: value };
    setValues(changed);
    asking.keep(form, changed);
  };
  return (
    <form class="screen" ref={place} noValidate aria-labelledby={id} onSubmit={submit}>
      {inbox.forms.length > 1 && (
        <button type="button" class="back" onClick={asking.back}>
          <BackIcon />
          {texts.form.back}
        </button>
      )}
      <h2 id={id} tabIndex={-1} ref={heading} dir="auto">
        {form.topic[language]}
      </h2>
      {form.fields.map((field) => (
        <Field
          key={field.id}
          field={field}
          value={values[field.id] ?? ''}
          trouble={troubles[field.id]}
          onChange={(value) => fill(field.id, value)}
        />
      ))}
      <button type="submit" class="main">
        {texts.form.next}
      </button>
    </form>
  );
}

type FieldProps = { field: ChatFormField; value: string; trouble: FieldTrouble | undefined; onChange: (value: string) => void };

function Field({ field, value, trouble, onChange }: FieldProps): JSX.Element {
  const { language, texts } = useAround();
  const id = useId();
  const common = {
    id,
    name: field.id,
    class: 'input',
    value,
    required: field.required,
    'aria-invalid': trouble !== undefined,
    'aria-describedby': trouble && `${id}-trouble`,
    onInput: (event: Event) => onChange((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="question">
      <label htmlFor={id}>
        <bdi>{field.label[language]}</bdi> {!field.required && <span class="quiet">{texts.form.optional}</span>}
      </label>
      {field.kind === 'choice' ? (
        <select {...common}>
          <option value="">{texts.form.choose}</option>
          {field.options.map((option, place) => (
            <option key={place} value={String(place)} dir="auto">
              {option[language]}
            </option>
          ))}
        </select>
      ) : field.kind === 'textarea' ? (
        <textarea {...common} rows={3} dir="auto" maxLength={LONGEST} />
      ) : field.kind === 'email' ? (
        <input {...common} type="email" dir="auto" maxLength={LONGEST} autocomplete="email" />
      ) : (
        <input {...common} type="text" dir="auto" maxLength={LONGEST} inputMode={field.kind === 'number' ? 'decimal' : 'text'} />
      )}
      {trouble && (
        <p class="wrong" id={`${id}-trouble`}>
          {texts.form[trouble]}
        </p>
      )}
    </div>
  );
}

/** A new screen begins at its heading, for those who hear it too. */
function useFocused() {
  const { chat } = useAround();
  const { isShown } = useCell(chat.state);
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isShown) place.current?.focus({ preventScroll: true });
  }, [isShown]);
  return place;
}
