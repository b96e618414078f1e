import { isBounceSubject, speaksOfDelay, speaksOfFailure, speaksOfSuccess } from './bounce-words.js';
import { foldText } from './fold-text.js';

describe('subjects of delivery reports (fail:L6)', () => {
  test.each([
    'Undelivered Mail Returned to Sender',
    'Mail delivery failed: returning message to sender',
    'Delivery Status Notification (Failure)',
    'Returned mail: see transcript for details',
    'failure notice',
    'Undeliverable: Your order',
    'DELIVERY FAILURE: User not listed',
    'Mail System Error - Returned Mail',
    'Nondeliverable mail',
    'Message Delivery Failure',
    'Warning: could not send message for past 4 hours',
    'Delayed Mail (still being retried)',
    'Rejected: Your order',
    'Не удалось доставить: Заказ',
    'Не удается доставить: Заказ',
    'Недоставленное сообщение',
    'Недоставлено: Заказ',
    'Сбой доставки сообщения',
    'Письмо не доставлено',
    'Отчёт о доставке',
    'Уведомление о состоянии доставки',
    'Не вдалося доставити: Замовлення',
    'Unzustellbar: Bestellung',
    'Nicht zugestellt: Bestellung',
    'Non remis : Commande',
    'Échec de la remise : Commande',
    'No se puede entregar: Pedido',
    'No entregado: Pedido',
    'Non recapitabile: Ordine',
    'Mancato recapito: Ordine',
    'Não entregue: Pedido',
    'Falha na entrega: Pedido',
    'Nie można dostarczyć: Zamówienie',
    'Niedostarczone: Zamówienie',
    'Onbestelbaar: Bestelling',
    'Gick inte att leverera: Beställning',
    'Kan ikke leveres: Ordre',
    'Ikke leveret: Ordre',
    'Ei voitu toimittaa: Tilaus',
    'Nelze doručit: Objednávka',
    'Nedoručiteľné: Objednávka',
    'Kézbesíthetetlen: Rendelés',
    'Nu se poate livra: Comandă',
    'Недоставимо: Поръчка',
    'Teslim Edilemedi: Sipariş',
    'Μη παραδοτέο: Παραγγελία',
    '未送达: 订单',
    '无法送达: 订单',
    '無法傳遞: 訂單',
    '系统退信',
    '配信不能: 注文',
    '送信エラー通知',
    '배달되지 않음: 주문',
  ])('%s', (subject) => {
    expect(isBounceSubject(subject)).toBe(true);
  });

  test.each([
    'Re: Undeliverable: Your order',
    'Fwd: failure notice',
    'Your order',
    'Вопрос по заказу',
    'Bestellung 17',
    '注文について',
    '',
  ])('a person may write: %s', (subject) => {
    expect(isBounceSubject(subject)).toBe(false);
  });
});

describe('what a report says', () => {
  test.each([
    ['has not yet been delivered. Delivery attempts will continue', true],
    ['Your message has been delayed', true],
    ['Письмо пока не доставлено, попытки будут продолжены', true],
    ['Die Zustellung verzögert sich, wir versuchen es weiterhin', true],
    ['No further attempts will be made; the message was delayed too long', false],
    ['could not be delivered', false],
  ])('%s: a delay is %s', (words, delayed) => {
    expect(speaksOfDelay(foldText(words))).toBe(delayed);
  });

  test.each([
    ['Your message was successfully delivered to kate@example.test', true],
    ['Сообщение успешно доставлено', true],
    ['could not be delivered', false],
  ])('%s: a success is %s', (words, success) => {
    expect([speaksOfSuccess(foldText(words)), speaksOfFailure(foldText(words))]).toEqual([success, !success]);
  });
});
