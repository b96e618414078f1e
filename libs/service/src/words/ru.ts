import type { Catalog } from '../words.js';

/** Every public code in Russian, by area. `en.ts` has the same codes; a test compares them. */
export const ru: Catalog = {
  // Any call
  bug: 'У нас что-то пошло не так. По номеру запроса администратор найдёт причину.',
  'invalid-input': 'Некоторые поля заполнены неверно.',
  'not-found': 'По этому адресу ничего нет.',
  'unreadable-body': 'Тело запроса не удалось прочитать.',
  'body-too-large': 'Запрос слишком большой.',
  'unsupported-media-type': 'Такое содержимое здесь не принимается.',
  stopping: 'Служба останавливается, повторите чуть позже.',
  'database-away': 'База данных недоступна.',
  'bus-away': 'Шина сообщений недоступна.',
};
