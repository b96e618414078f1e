import type { ShownForm, ChatFormField } from '@app/contracts';
import type { OutgoingForm } from '../../state/outgoing.js';
import type { Language } from '../../words/languages.js';

/** By the fields' ids, as they are typed; of a choice, the option's place from 0. */
export type FormValues = Readonly<Record<string, string>>;
export type FieldTrouble = 'required' | 'email' | 'number';

/** What is wrong with the answers, by the fields' ids; a field without a mistake is missing. */
export function troublesOf(form: ShownForm, values: FormValues): Readonly<Record<string, FieldTrouble>> {
  const troubles: Record<string, FieldTrouble> = {};
  for (const field of form.fields) {
    const trouble = troubleOf(field, (values[field.id] ?? '').trim());
    if (trouble) troubles[field.id] = trouble;
  }
  return troubles;
}

/** The answers as they are sent, choices too in the words that the visitor saw, and as they are shown; what was left empty is left out. */
export function answered(form: ShownForm, values: FormValues, language: Language): OutgoingForm {
  const given = form.fields.flatMap((field) => {
    const value = (values[field.id] ?? '').trim();
    return value === '' ? [] : [{ field, value: wordsOf(field, value, language) }];
  });
  return {
    sent: { id: form.id, answers: Object.fromEntries(given.map(({ field, value }) => [field.id, value])), version: form.version },
    shown: {
      topic: form.topic[language],
      answers: given.map(({ field, value }) => ({ label: field.label[language], value })),
    },
  };
}

/** As far as the browser can say: the server looks closer. */
export function isAddress(typed: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(typed);
}

function troubleOf(field: ChatFormField, value: string): FieldTrouble | null {
  if (value === '') return field.required ? 'required' : null;
  if (field.kind === 'email' && !isAddress(value)) return 'email';
  if (field.kind === 'number' && !/^[+-]?\d+(?:\s\d{3})*(?:[.,]\d+)?$/.test(value)) return 'number';
  return null;
}

function wordsOf(field: ChatFormField, value: string, language: Language): string {
  return field.kind === 'choice' ? (field.options[Number(value)]?.[language] ?? value) : value;
}
