import { isJson, type Json, text } from '../../../json.js';
import { freeSlug } from './slug.js';

export const FIELD_KINDS = ['text', 'textarea', 'email', 'number', 'choice'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** As the API takes them. */
export const FORM_LIMITS = { forms: 20, fields: 20, options: 50, label: 120 } as const;

/** Words in both languages; what is empty in one is said as in the other. */
export type Pair = { ru: string; en: string };

/** In one language if it is said in it, else in the other. */
export function saidIn({ ru, en }: Pair, language: string): string {
  return language === 'ru' ? ru || en : en || ru;
}

/** Of everything in a list: what it is called on this page alone. */
type Keyed = { key: string };

export type OptionValues = Keyed & Pair;

/** `id` '': not saved yet; it is made of the label then, and stays. */
export type FieldValues = Keyed & { id: string; kind: FieldKind; label: Pair; required: boolean; options: OptionValues[] };

/** `teamId` '': the inbox's own team. */
export type FormValues = Keyed & { id: string; topic: Pair; teamId: string; fields: FieldValues[] };

let lastKey = 0;

export function newKey(): string {
  lastKey += 1;
  return `new-${lastKey}`;
}

export function newForm(): FormValues {
  return { key: newKey(), id: '', topic: { ru: '', en: '' }, teamId: '', fields: [] };
}

export function newField(): FieldValues {
  return { key: newKey(), id: '', kind: 'text', label: { ru: '', en: '' }, required: false, options: [] };
}

export function newOption(): OptionValues {
  return { key: newKey(), ru: '', en: '' };
}

/** A choice has at least two things to choose from. */
export function ofKind(field: FieldValues, kind: FieldKind): FieldValues {
  const options = kind === 'choice' && field.options.length < 2 ? [...field.options, newOption(), newOption()].slice(0, 2) : field.options;
  return { ...field, kind, options };
}

export function formValuesOf(form: Json): FormValues {
  const { id, topic, teamId, fields } = form;
  return {
    key: newKey(),
    id: text(id),
    topic: pairOf(topic),
    teamId: text(teamId),
    fields: Array.isArray(fields) ? fields.filter(isJson).map(fieldOf) : [],
  };
}

function fieldOf({ id, kind, label, required, options }: Json): FieldValues {
  return {
    key: newKey(),
    id: text(id),
    kind: FIELD_KINDS.find((one) => one === kind) ?? 'text',
    label: pairOf(label),
    required: required === true,
    options: Array.isArray(options) ? options.map((option) => ({ key: newKey(), ...pairOf(option) })) : [],
  };
}

function pairOf(given: unknown): Pair {
  const { ru, en }: Json = isJson(given) ? given : {};
  return { ru: text(ru), en: text(en) };
}

/** With ids for those that have none: made of their words, and never changed again, for answers are kept by them. */
export function withIds(forms: readonly FormValues[]): FormValues[] {
  const named = giveIds(forms, ({ topic }) => topic, 'topic');
  return named.map((form) => ({ ...form, fields: giveIds(form.fields, ({ label }) => label, 'field') }));
}

function giveIds<Item extends { id: string }>(items: readonly Item[], wordsOf: (item: Item) => Pair, otherwise: string): Item[] {
  const taken = new Set(items.map(({ id }) => id));
  return items.map((item) => {
    if (item.id !== '') return item;
    const words = wordsOf(item);
    const id = freeSlug(words.en.trim() || words.ru, otherwise, taken);
    taken.add(id);
    return { ...item, id };
  });
}

/** As the API has them. */
export function formSettings(forms: readonly FormValues[]) {
  return withIds(forms).map(({ id, topic, teamId, fields }) => ({
    id,
    topic: bothOf(topic),
    teamId: teamId || null,
    fields: fields.map(fieldSettings),
  }));
}

function fieldSettings({ id, kind, label, required, options }: FieldValues) {
  const common = { id, label: bothOf(label), required };
  return kind === 'choice' ? { kind, ...common, options: options.map(bothOf) } : { kind, ...common };
}

function bothOf({ ru, en }: Pair): Pair {
  return { ru: ru.trim() || en.trim(), en: en.trim() || ru.trim() };
}
