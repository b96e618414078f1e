import type { ShownForm } from '@app/contracts';
import { answered, troublesOf } from './form-answers.js';

const words = (en: string, ru = en) => ({ en, ru });
const FORM: ShownForm = {
  id: 'delivery',
  topic: words('Delivery', 'Доставка'),
  teamId: null,
  version: 'v1',
  fields: [
    { kind: 'text', id: 'order', label: words('Order', 'Заказ'), required: true },
    { kind: 'email', id: 'mail', label: words('E-mail', 'Почта'), required: false },
    { kind: 'number', id: 'count', label: words('How many', 'Сколько'), required: false },
    {
      kind: 'choice',
      id: 'what',
      label: words('What', 'Что'),
      required: false,
      options: [words('Nothing', 'Ничего'), words('All', 'Всё')],
    },
  ],
};

describe('what is answered before a chat', () => {
  test.each([
    ['a required one that is empty', { order: '  ' }, { order: 'required' }],
    ['what may be empty', { order: '1', mail: '', count: ' ' }, {}],
    ['no address', { order: '1', mail: 'maria' }, { mail: 'email' }],
    ['an address', { order: '1', mail: ' maria@example.test ' }, {}],
    ['no number', { order: '1', count: 'two' }, { count: 'number' }],
    ['numbers as people write them', { order: '1', count: '-2,5' }, {}],
    ['thousands apart', { order: '1', count: '1 000.5' }, {}],
  ])('%s', (_what, values, troubles) => expect(troublesOf(FORM, values)).toEqual(troubles));

  test('need:S16 sent and shown are words in the visitor’s language; what is empty is left out', () => {
    const values = { order: ' 7781 ', mail: '', what: '1', unknown: 'x' };
    expect(answered(FORM, values, 'ru')).toEqual({
      sent: { id: 'delivery', answers: { order: '7781', what: 'Всё' }, version: 'v1' },
      shown: {
        topic: 'Доставка',
        answers: [
          { label: 'Заказ', value: '7781' },
          { label: 'Что', value: 'Всё' },
        ],
      },
    });
  });
});
