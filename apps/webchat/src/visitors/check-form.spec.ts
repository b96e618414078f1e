import { ChatForm, type ChatFormAnswers } from '@app/contracts';
import { checkForm } from './check-form.js';
import { formVersion } from './form-version.js';

const TEAM = '0190f000-0000-7000-8000-000000000001';
const words = (en: string, ru: string) => ({ en, ru });
const ORDER = ChatForm.parse({
  id: 'order',
  topic: words('My order', 'Мой заказ'),
  teamId: TEAM,
  fields: [
    { kind: 'number', id: 'number', label: words('Order number', 'Номер заказа'), required: true },
    { kind: 'email', id: 'email', label: words('E-mail', 'Почта') },
    {
      kind: 'choice',
      id: 'what',
      label: words('What happened', 'Что случилось'),
      options: [words('Late', 'Опоздал'), words('Broken', 'Сломан')],
    },
    { kind: 'text', id: 'name', label: words('Name', 'Имя') },
    { kind: 'textarea', id: 'more', label: words('More', 'Подробнее') },
  ],
});

/** The answers of a form that was another when it was shown; nobody is asked for what they were not asked for. */
const asked = (answers: Record<string, string>, visitor: 'ru' | 'en' = 'en', forms = [ORDER], version: string | null = 'older') =>
  checkForm(forms, { id: 'order', answers, version }, { visitor, inbox: 'ru' });
const told = (answers: Record<string, string>, visitor?: 'ru' | 'en') =>
  asked(answers, visitor).answers.map(({ label, value }) => `${label}: ${value}`);

describe('need:S16 a form that a visitor answered', () => {
  test('is carried in the visitor’s words, called in the inbox’s, and goes to the form’s team', () => {
    expect(asked({ what: 'Broken', number: '17' })).toEqual({
      id: 'order',
      topic: 'My order',
      subject: 'Мой заказ',
      teamId: TEAM,
      answers: [
        { label: 'Order number', value: '17' },
        { label: 'What happened', value: 'Broken' },
      ],
    });
    expect(told({ what: 'Broken', number: '17' }, 'ru')).toEqual(['Номер заказа: 17', 'Что случилось: Сломан']);
  });

  test.each([
    ['number', '17', '17'],
    ['number', '-1,5', '-1,5'],
    ['number', '1 000 000', '1 000 000'],
    ['email', ' anna@Shop.test ', 'anna@shop.test'],
    ['email', 'анна@почта.рф', 'анна@xn--80a1acny.xn--p1ai'],
    ['what', 'Опоздал', 'Late'],
    ['name', ' Anna \n Petrova ', 'Anna Petrova'],
    ['more', ' one\ntwo ', 'one\ntwo'],
  ])('%s %j is taken as %j', (id, given, value) => {
    expect(told({ [id]: given })).toEqual([expect.stringMatching(/^[^:]+: /)]);
    expect(asked({ [id]: given }).answers[0]?.value).toBe(value);
  });

  test.each([
    ['number', 'seventeen', 'form-field-not-number', 'Order number'],
    ['number', '1e9', 'form-field-not-number', 'Order number'],
    ['number', '--1', 'form-field-not-number', 'Order number'],
    ['number', '  ', 'form-field-missing', 'Order number'],
    ['number', '', 'form-field-missing', 'Order number'],
    ['email', 'anna', 'form-field-not-email', 'E-mail'],
    ['email', 'a@b@c', 'form-field-not-email', 'E-mail'],
    ['email', 'Anna <anna@shop.test>', 'form-field-not-email', 'E-mail'],
    ['email', 'anna@shop.test, boris@shop.test', 'form-field-not-email', 'E-mail'],
  ])('%s %j is refused: %s', (id, given, code, field) => {
    expect(() => asked({ [id]: given })).toThrow(expect.objectContaining({ fault: 'invalid', code, params: { field } }));
  });

  test.each(['2', '-1', 'Later', '1.0'])('a choice that the form as it is does not offer is refused: %j', (what) => {
    const refused = { fault: 'invalid', code: 'form-field-not-choice', params: { field: 'What happened' } };
    expect(() => asked({ number: '1', what }, 'en', [ORDER], null)).toThrow(expect.objectContaining(refused));
    expect(() => asked({ number: '1', what }, 'en', [ORDER], formVersion(ORDER))).toThrow(expect.objectContaining(refused));
  });

  test('a choice may be told by its place where the form is the one that there is', () => {
    expect(asked({ number: '1', what: '1' }, 'en', [ORDER], null).answers[1]?.value).toBe('Broken');
  });

  test.each([
    ['stand in another order', [words('Broken', 'Сломан'), words('Late', 'Опоздал')]],
    ['are called otherwise', [words('Delayed', 'Задержан'), words('Broken', 'Сломан')]],
    ['are fewer', [words('Broken', 'Сломан'), words('Lost', 'Потерян')]],
    ['are numbers', [words('1', '1'), words('0', '0')]],
  ])('what was chosen stays what the visitor saw, though the options %s by now', (_how, options) => {
    const now = ChatForm.parse({ ...ORDER, fields: [ORDER.fields[0], { ...ORDER.fields[2], options }] });
    expect(formVersion(now)).not.toBe(formVersion(ORDER));
    expect(asked({ number: '1', what: 'Late' }, 'en', [now], formVersion(ORDER)).answers[1]?.value).toBe('Late');
  });

  test('what was left empty and need not be answered is not told', () => {
    expect(told({ number: '1', email: '', more: '  ' })).toEqual(['Order number: 1']);
  });

  test.each([null, formVersion(ORDER)])(
    'a required field that is left out of the form as it is now is refused by its name (%s)',
    (version) => {
      const missing = { fault: 'invalid', code: 'form-field-missing', params: { field: 'Номер заказа' } };
      expect(() => asked({ name: 'Anna' }, 'ru', [ORDER], version)).toThrow(expect.objectContaining(missing));
      expect(() => asked({}, 'ru', [ORDER], version)).toThrow(expect.objectContaining(missing));
      expect(asked({ number: '1' }, 'en', [ORDER], version).answers).toHaveLength(1);
    },
  );

  test('a form is another when it asks for something else, and not when its words are others', () => {
    const [first, ...others] = ORDER.fields;
    const versions = [ORDER, { ...ORDER, fields: others }, { ...ORDER, fields: [{ ...first!, required: false }, ...others] }].map(
      formVersion,
    );
    expect(new Set(versions).size).toBe(3);
    expect(formVersion({ ...ORDER, topic: words('Orders', 'Заказы'), teamId: null })).toBe(formVersion(ORDER));
  });

  test('a field that was asked for only since the page was loaded is not demanded', () => {
    expect(told({ name: 'Anna' })).toEqual(['Name: Anna']);
  });

  test('a field that was taken out since then is called by its id, and nothing of it is lost', () => {
    expect(told({ colour: 'red', number: '1', size: '' })).toEqual(['Order number: 1', 'colour: red']);
  });

  test('a form that was taken out since then is called by its id, and goes to the inbox’s own team', () => {
    expect(asked({ number: 'seventeen', colour: '' }, 'en', [])).toEqual({
      id: 'order',
      topic: 'order',
      subject: 'order',
      teamId: null,
      answers: [{ label: 'number', value: 'seventeen' }],
    });
  });

  test('a topic alone is an answer', () => {
    const topic = ChatForm.parse({ id: 'order', topic: words('My order', 'Мой заказ') });
    expect(asked({}, 'en', [topic])).toMatchObject({ topic: 'My order', answers: [] });
  });

  test('threat:B5 names that all objects have are names like any other', () => {
    const given: ChatFormAnswers = JSON.parse('{"id":"constructor","answers":{"constructor":"x"},"version":null}');
    expect(checkForm([ORDER], given, { visitor: 'en', inbox: 'en' })).toMatchObject({
      topic: 'constructor',
      answers: [{ label: 'constructor' }],
    });
    expect(told({ constructor: 'x' })).toEqual(['constructor: x']);
    const odd = ChatForm.parse({ ...ORDER, fields: [{ ...ORDER.fields[3], id: 'constructor' }] });
    expect(asked({}, 'en', [odd]).answers).toEqual([]);
  });
});
