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

  // Starting
  'port-in-use': 'Порт {{port}} занят другой программой. Завершите её или выберите другой порт: {{name}}=НОМЕР.',
  'host-not-here': 'Адреса HOST {{host}} нет на этой машине.',
  'port-not-allowed': 'Для порта {{port}} этому пользователю не хватает прав. Выберите порт выше 1023: {{name}}=НОМЕР.',
};
