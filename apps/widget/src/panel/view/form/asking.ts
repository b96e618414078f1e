import { useEffect, useState } from 'preact/hooks';
import type { ShownForm, ChatMessage } from '@app/contracts';
import { useAround, useCell } from '../around/around.js';
import { answered, type FormValues } from './form-answers.js';
import type { OutgoingForm } from '../../state/outgoing.js';

/** After so long without a word the next one is most likely about something else (ms). */
const ANEW_AFTER_MS = 7 * 24 * 3_600_000;

/** Where the visitor is in what is asked before a chat. `answered`: it goes with the first message. */
export type Stage = { readonly at: 'topics' | 'chat' } | { readonly at: 'fields' | 'answered'; readonly form: ShownForm };

export type Asking = {
  readonly stage: Stage;
  /** What goes with the first message. */
  readonly form: OutgoingForm | null;
  readonly valuesOf: (form: ShownForm) => FormValues;
  readonly choose: (form: ShownForm) => void;
  /** To the topics. */
  readonly back: () => void;
  /** To the questions again; to the topics where there are none. */
  readonly change: () => void;
  readonly finish: (form: ShownForm, values: FormValues) => void;
  readonly keep: (form: ShownForm, values: FormValues) => void;
  /** To the chat, without a form. */
  readonly leave: () => void;
};

/** Whether a form comes before the next word: nothing was said yet, or not for a week. */
export function isAnew(messages: readonly ChatMessage[], now: number): boolean {
  const last = messages.at(-1);
  return last === undefined || now - Date.parse(last.at) > ANEW_AFTER_MS;
}

/** What is asked before a chat, by topic. What was typed is kept when one goes back. */
export function useAsking(): Asking {
  const { chat, inbox, language } = useAround();
  const { isLoading, messages, outgoing, screen } = useCell(chat.state);
  const [stage, setStage] = useState<Stage>(() => firstStage(inbox.forms));
  const [values, setValues] = useState<Readonly<Record<string, FormValues>>>({});
  const isOver = isLoading || outgoing.length > 0 || !isAnew(messages, Date.now());
  useEffect(() => {
    if (screen === null) return;
    chat.state.change({ screen: null });
    const form = inbox.forms.find(({ id }) => id === screen);
    if (form) setStage(stageOf(form));
    else if (screen === 'chat') setStage({ at: 'chat' });
  }, [screen]);
  const valuesOf = (form: ShownForm): FormValues => values[form.id] ?? {};
  const shown: Stage = isOver ? { at: 'chat' } : stage;
  return {
    stage: shown,
    form: shown.at === 'answered' ? answered(shown.form, valuesOf(shown.form), language) : null,
    valuesOf,
    choose: (form) => setStage(stageOf(form)),
    back: () => setStage({ at: 'topics' }),
    change: () => setStage(shown.at === 'answered' && shown.form.fields.length > 0 ? { at: 'fields', form: shown.form } : { at: 'topics' }),
    keep: (form, typed) => setValues({ ...values, [form.id]: typed }),
    finish: (form, typed) => {
      setValues({ ...values, [form.id]: typed });
      setStage({ at: 'answered', form });
    },
    leave: () => setStage({ at: 'chat' }),
  };
}

/** There is no choice of one topic. */
function firstStage(forms: readonly ShownForm[]): Stage {
  const [only, another] = forms;
  if (!only) return { at: 'chat' };
  return another ? { at: 'topics' } : stageOf(only);
}

function stageOf(form: ShownForm): Stage {
  return { at: form.fields.length > 0 ? 'fields' : 'answered', form };
}
