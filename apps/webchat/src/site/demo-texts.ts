import type { Language } from '@app/service';

export type DemoTexts = {
  readonly shop: string;
  readonly menu: readonly string[];
  readonly title: string;
  readonly lead: string;
  readonly choose: string;
  readonly today: string;
  readonly goods: readonly {
    readonly picture: 'bread' | 'baguette' | 'croissant' | 'pie';
    readonly name: string;
    readonly about: string;
    readonly price: string;
  }[];
  readonly facts: readonly (readonly [head: string, text: string])[];
  readonly footer: string;
  readonly noChat: string;
};

/** The demo shop's words. */
export const DEMO_TEXTS: Readonly<Record<Language, DemoTexts>> = {
  ru: {
    shop: 'Тёплый хлеб',
    menu: ['Хлеб', 'Выпечка', 'Доставка', 'О пекарне'],
    title: 'Хлеб, который ещё тёплый',
    lead: 'Печём ночью, привозим утром. Закажите до 22:00, и к завтраку будет свежий.',
    choose: 'Выбрать хлеб',
    today: 'Сегодня в печи',
    goods: [
      { picture: 'bread', name: 'Пшеничный на закваске', about: 'Хрустящая корка, 36 часов брожения', price: '290 ₽' },
      { picture: 'baguette', name: 'Багет французский', about: 'Без дрожжей, мука первого помола', price: '160 ₽' },
      { picture: 'croissant', name: 'Круассан на масле', about: '27 слоёв, масло 82,5 %', price: '190 ₽' },
      { picture: 'pie', name: 'Пирог с вишней', about: 'На шестерых, можно без сахара', price: '980 ₽' },
    ],
    facts: [
      ['Доставка к завтраку', 'С 7 до 10 утра, в пределах города бесплатно от 1 000 ₽.'],
      ['Вернём деньги', 'Не понравился хлеб? Напишите в чат, вернём за день.'],
      ['Живые люди', 'На вопросы отвечают пекари, а не роботы.'],
    ],
    footer: 'Это демонстрационная страница Otklik. Напишите в чат справа внизу: сообщение станет обращением в консоли.',
    noChat: 'Чата здесь нет: добавьте {origin} к разрешённым сайтам веб-чата в настройках.',
  },
  en: {
    shop: 'Warm Bread',
    menu: ['Bread', 'Pastry', 'Delivery', 'About'],
    title: 'Bread that is still warm',
    lead: 'Baked at night, brought in the morning. Order before 10 pm and have it fresh for breakfast.',
    choose: 'Choose your bread',
    today: 'In the oven today',
    goods: [
      { picture: 'bread', name: 'Sourdough wheat', about: 'Crisp crust, 36 hours of rising', price: '€4.20' },
      { picture: 'baguette', name: 'French baguette', about: 'No yeast, stone-ground flour', price: '€2.10' },
      { picture: 'croissant', name: 'Butter croissant', about: '27 layers, nothing but butter', price: '€2.60' },
      { picture: 'pie', name: 'Cherry pie', about: 'For six, sugar-free on request', price: '€14.00' },
    ],
    facts: [
      ['At your door by breakfast', 'From 7 to 10 am, free in town from €15.'],
      ['Money back', 'Did not like it? Write in the chat, and it is back within a day.'],
      ['Real people', 'Bakers answer your questions, not robots.'],
    ],
    footer: 'This is the demo page of Otklik. Write in the chat below: your message becomes a ticket in the console.',
    noChat: 'There is no chat here: add {origin} to the sites of the web chat in its settings.',
  },
};
