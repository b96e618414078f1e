import { ChatForm } from '@app/contracts';
import { formSettings, formValuesOf, newField, newForm, newOption, ofKind, withIds } from './form-values.js';
import { freeSlug } from './slug.js';

const form = (topic: string, ...labels: string[]) => ({
  ...newForm(),
  topic: { ru: topic, en: '' },
  fields: labels.map((label) => ({ ...newField(), label: { ru: '', en: label } })),
});

describe('ids', () => {
  test.each([
    ['Где мой заказ?', 'gde-moi-zakaz'],
    ['Order number', 'order-number'],
    ['  Ёлка и щётка!  ', 'elka-i-schetka'],
    ['Crème brûlée', 'creme-brulee'],
    ['Café №5', 'cafe-5'],
    ['注文', 'field'],
    ['a'.repeat(60), 'a'.repeat(36)],
  ])('%s is %s', (words, id) => {
    expect(freeSlug(words, 'field', new Set())).toBe(id);
  });

  test('two of the same words are told apart, also from those that are saved', () => {
    const saved = { ...form('x'), id: 'zakaz' };
    expect(withIds([saved, form('Заказ'), form('Заказ')]).map(({ id }) => id)).toEqual(['zakaz', 'zakaz-2', 'zakaz-3']);
  });

  test('what has an id keeps it, whatever its words become', () => {
    const [first] = withIds([form('Заказ', 'Number')]);
    if (!first) throw new Error('there is a form');
    const renamed = {
      ...first,
      topic: { ru: 'Доставка', en: '' },
      fields: first.fields.map((one) => ({ ...one, label: { ru: '', en: 'Town' } })),
    };
    expect(withIds([renamed]).map(({ id, fields }) => [id, fields[0]?.id])).toEqual([['zakaz', 'number']]);
  });
});

test('what the page has is what the API takes, and comes back as it was', () => {
  const choice = { ...ofKind(newField(), 'choice'), label: { ru: 'Что', en: 'What' }, required: true };
  choice.options = [
    { ...newOption(), ru: 'Хлеб', en: 'Bread' },
    { ...newOption(), ru: 'Пирог', en: '' },
  ];
  const settings = formSettings([{ ...form('Заказ', 'Number'), fields: [...form('', 'Number').fields, choice] }]);
  expect(ChatForm.array().parse(settings)).toEqual(settings);
  expect(settings[0]).toEqual({
    id: 'zakaz',
    topic: { ru: 'Заказ', en: 'Заказ' },
    teamId: null,
    fields: [
      { id: 'number', kind: 'text', label: { ru: 'Number', en: 'Number' }, required: false },
      {
        id: 'what',
        kind: 'choice',
        label: { ru: 'Что', en: 'What' },
        required: true,
        options: [
          { ru: 'Хлеб', en: 'Bread' },
          { ru: 'Пирог', en: 'Пирог' },
        ],
      },
    ],
  });
  expect(formSettings(settings.map(formValuesOf))).toEqual(settings);
});

test('a choice begins with two options, and keeps what it had when it is changed back', () => {
  const choice = ofKind(newField(), 'choice');
  expect(choice.options.length).toBe(2);
  expect(ofKind(ofKind(choice, 'text'), 'choice').options).toBe(choice.options);
});
