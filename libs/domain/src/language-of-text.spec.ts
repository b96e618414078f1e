import { languageOfText } from './language-of-text.js';

describe('the language a text is answered in', () => {
  test.each([
    ['Здравствуйте, где мой заказ?', 'ru'],
    ['Добрый день! Не работает MacBook Pro Retina, ошибка kernel panic', 'ru'],
    ['Доброго дня, де моє замовлення?', 'ru'],
    ['Hello, where is my order?', 'en'],
    ['Guten Tag, wo bleibt meine Bestellung?', 'en'],
    ['My name is Иван and I would like to know where my order is', 'en'],
    ['注文はどこですか？教えていただけますか', null],
    ['Hi', null],
    ['1042', null],
    ['', null],
    ['ivan.petrov@very-long-domain.example https://shop.example/orders/latest', null],
    ['Где заказ? https://shop.example/orders/with/a/very/long/path/in/latin', null],
    ['Где мой заказ номер 5? https://shop.example/orders/with/a/very/long/path', 'ru'],
  ])('%j: %s', (text, language) => {
    expect(languageOfText(text)).toBe(language);
  });
});
