import { newField, newForm } from '../forms/form-values.js';
import { FIRST_COLOUR, newWebchat } from '../webchat-values.js';
import { chatOf } from './chat-of.js';

const chat = (changes: Partial<ReturnType<typeof newWebchat>>, isClosed = false) =>
  chatOf({ ...newWebchat(), ...changes }, 'Bread', isClosed);

test('half of a colour is shown as the first one', () => {
  expect([chat({ colour: '#12' }).colour, chat({ colour: '#112233' }).colour]).toEqual([FIRST_COLOUR, '#112233']);
});

test('a topic or a question without words is not asked yet', () => {
  const said = { ru: 'Заказ', en: '' };
  const form = { ...newForm(), topic: said, fields: [newField(), { ...newField(), label: said }] };
  expect(chat({ forms: [newForm(), form] }).forms).toMatchObject([
    { topic: { ru: 'Заказ', en: 'Заказ' }, fields: [{ label: { en: 'Заказ' } }] },
  ]);
});

test('closed it says when it opens: tomorrow morning', () => {
  const { open, nextOpenAt } = chat({}, true);
  expect(open).toBe(false);
  expect(new Date(nextOpenAt ?? 0).getHours()).toBe(9);
  expect(Date.parse(nextOpenAt ?? '')).toBeGreaterThan(Date.now());
  expect(chat({})).toMatchObject({ open: true, nextOpenAt: null });
});
