import { isAutoReplySubject, saysOnlyAbsence } from './auto-reply-subject.js';

describe('subjects that answering programs write (fail:L2)', () => {
  test.each([
    'Automatic reply: Your order',
    'AUTOMATIC REPLY: YOUR ORDER',
    'Auto-Reply: Your order',
    'Autoreply from kate@example.test',
    'Auto: Re: Your order',
    '[Auto-Reply] Your order',
    'Auto Response - Your order',
    'Out of Office',
    'Out of Office AutoReply: Your order',
    'Out of the office: Your order',
    'OOO: Your order',
    'Vacation reply',
    'Kate Smith is out of the office.',
    "I'm out of the office until Monday",
    'Автоответ: Заказ',
    'Автоответ от Екатерины',
    'Автоматический ответ: Заказ',
    'Вне офиса',
    'Я в отпуске',
    'Отсутствую на рабочем месте',
    'Автоматична відповідь: Замовлення',
    'У відпустці',
    'Abwesenheitsnotiz: Bestellung',
    'Automatische Antwort: Bestellung',
    'Réponse automatique : Commande',
    "Message d'absence : Commande",
    'Absence du bureau',
    'Respuesta automática: Pedido',
    'Fuera de la oficina: Pedido',
    'Risposta automatica: Ordine',
    'Fuori sede',
    'Resposta automática: Pedido',
    'Autoodpowiedź: Zamówienie',
    'Automatisch antwoord: Bestelling',
    'Afwezigheidsbericht',
    'Autosvar: Beställning',
    'Frånvarande: Beställning',
    'Automatisk svar: Ordre',
    'Fraværsmelding',
    'Automaattinen vastaus: Tilaus',
    'Automatická odpověď: Objednávka',
    'Otomatik Yanıt: Sipariş',
    'Αυτόματη απάντηση: Παραγγελία',
    '自动回复: 订单',
    '自動返信：注文',
    '不在通知',
    '자동 응답: 주문',
  ])('%s', (subject) => {
    expect(isAutoReplySubject(subject)).toBe(true);
  });

  test.each([
    '',
    'Re: Automatic reply: Your order',
    'Ответ: Автоответ',
    'Fwd: Out of Office',
    'Automatic reply does not work',
    'Autoreply settings',
    'Out of office hours delivery',
    'Out of office chairs',
    'Auto parts',
    'Automobile',
    'Vacation rentals',
    'Автоответчик сломался',
    'Отпуск сотрудников',
    'Я в отпуске, перенесите доставку',
    'Absence of a part',
    '自動返信について',
    '자동 응답이 오지 않아요',
  ])('a person may write: %s', (subject) => {
    expect(isAutoReplySubject(subject)).toBe(false);
  });

  test('absence alone is weaker than the word automatic', () => {
    expect([saysOnlyAbsence('Я в отпуске'), saysOnlyAbsence('Автоответ: Заказ')]).toEqual([true, false]);
  });
});
