import type { AnsweredForm, ChatForm, ChatFormAnswers, ChatFormField, Language } from '@app/contracts';
import { DeskError } from '@app/domain';
import { plainAddress } from '@app/mail';
import { formVersion } from './form-version.js';

/** Who speaks what: the visitor, and those who read it. */
export type FormLanguages = { readonly visitor: Language; readonly inbox: Language };

/**
 * What a visitor answered, in the words that they saw.
 *
 * The settings may have changed since the visitor's page was loaded, and nothing that was typed is lost by that: a form or field that is not
 * known (any more) is called by its id, and what is required is demanded only of who answered the form as it is now; of another, only where the
 * browser says that it was left empty.
 *
 * @param forms as the inbox is set to now
 * @throws DeskError invalid/form-field-missing, invalid/form-field-not-KIND with the field's label
 */
export function checkForm(forms: readonly ChatForm[], given: ChatFormAnswers, { visitor, inbox }: FormLanguages): AnsweredForm {
  const form = forms.find(({ id }) => id === given.id);
  const fields = form?.fields ?? [];
  const said = new Map(Object.entries(given.answers));
  const isAsItIs = form !== undefined && (given.version === null || given.version === formVersion(form));
  const asked = fields.flatMap((field) => answerOf(field, said.get(field.id) ?? (isAsItIs ? '' : undefined), visitor, isAsItIs));
  const unknown = [...said]
    .map(([label, value]) => ({ label, value: value.trim() }))
    .filter(({ label, value }) => value !== '' && !fields.some(({ id }) => id === label));
  return {
    id: given.id,
    topic: form?.topic[visitor] ?? given.id,
    subject: form?.topic[inbox] ?? given.id,
    teamId: form?.teamId ?? null,
    answers: [...asked, ...unknown],
  };
}

/** None where it was not asked for. */
function answerOf(field: ChatFormField, given: string | undefined, language: Language, isAsItIs: boolean): AnsweredForm['answers'] {
  if (given === undefined) return [];
  const label = field.label[language];
  const said = given.trim();
  if (said === '') {
    if (field.required) throw new DeskError('invalid', 'form-field-missing', `“${label}” is needed.`, { params: { field: label } });
    return [];
  }
  const value = valueOf(field, said, language, isAsItIs);
  if (value === null)
    throw new DeskError('invalid', `form-field-not-${field.kind}`, `“${label}” cannot be that.`, { params: { field: label } });
  return [{ label, value }];
}

/** In words; null where it is not what the field asks for. */
function valueOf(field: ChatFormField, said: string, language: Language, isAsItIs: boolean): string | null {
  switch (field.kind) {
    case 'textarea':
      return said;
    case 'text':
      return said.replace(/\s+/g, ' ');
    case 'email':
      return plainAddress(said) || null;
    case 'number':
      return NUMBER.test(said) ? said : null;
    case 'choice':
      // What another form offered is what the visitor saw.
      return optionOf(field.options, said, isAsItIs)?.[language] ?? (isAsItIs ? null : said);
  }
}

function optionOf(options: Choice['options'], said: string, isAsItIs: boolean): Choice['options'][number] | undefined {
  const named = options.find(({ ru, en }) => said === ru || said === en);
  return named ?? (isAsItIs && PLACE.test(said) ? options[Number(said)] : undefined);
}

type Choice = Extract<ChatFormField, { kind: 'choice' }>;

/** As people type it; with a comma, too, and spaces between the thousands. */
const NUMBER = /^[+-]?\d{1,20}(?:[\s\u00a0]\d{3}){0,6}(?:[.,]\d{1,20})?$/;
const PLACE = /^\d{1,2}$/;
