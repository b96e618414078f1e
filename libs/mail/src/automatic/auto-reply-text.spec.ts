import { readsAsAutoReply } from './auto-reply-text.js';

const reads = (text: string, subject = 'Re: Your order', quotes = false) => readsAsAutoReply({ subject, text, quotes });

describe('vacation answers without any header (fail:L2)', () => {
  test.each([
    'This is an automated response. We have your mail.',
    'Hello,\n\nI am currently out of the office until January 12. For urgent matters please contact Anna.',
    'Thank you for your email. I am on maternity leave and will not be checking my mail.',
    'Здравствуйте!\nЯ нахожусь в отпуске до 12 января. По срочным вопросам обращайтесь к Анне.',
    'Это автоматический ответ.',
    'Здравствуйте!\n\nВаше письмо получено. Данное сообщение сформировано автоматически.',
    'Письмо сформировано автоматически, не отвечайте на него.',
    'Доброго дня! Я у відпустці до 12 січня. У термінових випадках звертайтесь до Анни.',
    'Ich bin vom 5. bis 16. Januar nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Anna.',
    "Je suis absent jusqu'au 12 janvier. En cas d'urgence, veuillez contacter Anna.",
    'Estoy de vacaciones. Para asuntos urgentes, contacte con Ana.',
    'Jag är på semester. Vid brådskande ärenden kontakta Anna.',
    'このメールは自動返信です。',
  ])('%s', (text) => {
    expect(reads(text)).toBe(true);
  });

  test('who answers repeats what was answered to: with a quote it is a person', () => {
    expect(reads('I am out of the office until Monday. In urgent cases please contact Anna.', 'Re: Your order', true)).toBe(false);
  });

  test('who is away and asks is a person', () => {
    expect(reads('I am on vacation until Monday. Will you contact Anna on delivery?')).toBe(false);
  });

  test('absence without a word on what happens meanwhile is a person telling', () => {
    expect(reads('I am on vacation until Monday. Bring it to my neighbour.')).toBe(false);
  });

  test('what was is not what is', () => {
    expect(reads('I was out of the office last week. I will reply to the rest as soon as possible.')).toBe(false);
  });

  test('a new topic is not an answer, unless it is about absence', () => {
    const text = 'I am on vacation until Monday. Please contact Anna in urgent cases.';
    expect([reads(text, 'Order 1042'), reads(text, 'My vacation')]).toEqual([false, true]);
  });

  test('somebody tells of an automatic answer in the middle of a line', () => {
    expect(reads('Your service says "this is an automatic reply" each time.')).toBe(false);
  });

  test('what is long is a letter', () => {
    expect(reads(`This is an automatic reply.\n${'And many words follow. '.repeat(200)}`)).toBe(false);
  });
});
