import { Problem } from '../api/problem.js';
import { placeErrors } from './field-errors.js';

const PLACES = [
  ['settings.texts.ru', 'ru'],
  ['name', 'name'],
] as const;

const refused = (...fields: string[]): Problem =>
  new Problem(
    400,
    'invalid-input',
    'Some fields are not right.',
    fields.map((field) => ({ field, code: 'wrong', message: 'is wrong' })),
  );

describe('what the API refuses is said beside its field', () => {
  test('also where it names something inside of it, as a sentence', () => {
    expect(placeErrors(refused('settings.texts.ru.text', 'name'), PLACES).fields).toEqual({ ru: 'Is wrong', name: 'Is wrong' });
  });

  test('a form of the same shape as what it sends has its fields by the same names', () => {
    const places = [['settings.forms.*', 'forms.*'], ['settings.forms', 'forms'], ...PLACES] as const;
    expect(placeErrors(refused('settings.forms.0.fields.1.label.ru', 'settings.forms', 'settings.forms2'), places).fields).toEqual({
      'forms.0.fields.1.label.ru': 'Is wrong',
      forms: 'Is wrong',
    });
  });

  test('what the form has no field for is left to be said below it', () => {
    const { fields, rest } = placeErrors(refused('settings.texts.rub', 'team'), PLACES);
    expect([fields, rest.errors.map(({ field }) => field), rest.message]).toEqual([
      {},
      ['settings.texts.rub', 'team'],
      'Some fields are not right.',
    ]);
  });
});
