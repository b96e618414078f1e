import { WebchatSettings } from '@app/contracts';
import { newWebchat, webchatSettings, webchatValuesOf } from './webchat-values.js';

test('a new chat is what the API takes', () => {
  const settings = webchatSettings(newWebchat());
  expect(WebchatSettings.parse(settings)).toEqual(settings);
});

test('everything that is set comes back', () => {
  const settings = WebchatSettings.parse({
    origins: ['https://shop.test'],
    nullOrigin: true,
    colour: '#112233',
    position: 'left',
    texts: { ru: { title: 'Хлеб' }, en: { closed: 'Back at nine' } },
    forms: [{ id: 'order', topic: { ru: 'Заказ', en: 'Order' }, fields: [{ id: 'n', kind: 'number', label: { ru: 'Н', en: 'N' } }] }],
    askAddress: 'always',
    awayMail: { inboxId: '8f9d9a52-9f0e-4f4f-8a94-0d5f5a3c2b10', afterMinutes: 30 },
    identityPublicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
  });
  expect(webchatSettings(webchatValuesOf(settings))).toEqual(settings);
});

test('sites are written as browsers name them; what is none is left for the server to refuse', () => {
  expect(webchatSettings({ ...newWebchat(), origins: ['shop.test/cart', ' nonsense '] }).origins).toEqual([
    'https://shop.test',
    'nonsense',
  ]);
});
