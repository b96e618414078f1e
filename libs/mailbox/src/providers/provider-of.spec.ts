import { providerOfDomain, providerOfMx, providerOfServer } from './provider-of.js';

describe('whose mailbox it is', () => {
  test.each([
    ['yandex.ru', 'yandex'],
    ['ya.ru', 'yandex'],
    ['yandex.kz', 'yandex'],
    ['narod.ru', 'yandex'],
    ['bk.ru', 'mailru'],
    ['internet.ru', 'mailru'],
    ['lenta.ru', 'rambler'],
    ['ro.ru', 'rambler'],
    ['googlemail.com', 'google'],
    ['hotmail.co.uk', 'microsoft'],
    ['msn.com', 'microsoft'],
    ['me.com', 'icloud'],
    ['yahoo.co.in', 'yahoo'],
    ['aol.de', 'aol'],
    ['gmx.at', 'gmx'],
    ['gmx.com', 'gmx-com'],
    ['proton.me', 'proton'],
    ['posteo.net', 'posteo'],
  ])('an address at %s: %s', (domain, id) => {
    expect(providerOfDomain(domain)?.id).toBe(id);
  });

  test.each([
    ['mx.yandex.net', 'yandex'],
    ['emx.mail.ru', 'mailru'],
    ['aspmx.l.google.com', 'google'],
    ['smtp.google.com', 'google'],
    ['shop-example.mail.protection.outlook.com', 'microsoft'],
    ['shop-example.a-v1.mx.microsoft', 'microsoft'],
    ['mx01.mail.icloud.com', 'icloud'],
    ['mta5.am0.yahoodns.net', 'yahoo'],
    ['mx-aol.mail.gm0.yahoodns.net', 'aol'],
    ['in1-smtp.messagingengine.com', 'fastmail'],
    ['mx2.zoho.eu', 'zoho-business-eu'],
    ['mx1.beget.com', 'beget'],
    ['mx2.hosting.reg.ru', 'reg-ru'],
  ])('mail that goes to %s: %s', (host, id) => {
    expect(providerOfMx([host])?.id).toBe(id);
  });

  test.each(['mx.yandex.net.thief.test', 'notmx.yandex.net', 'mail.example.test', 'yandex.net.ru'])('%s is nobody’s', (host) => {
    expect(providerOfMx([host])).toBeNull();
  });

  test('a spare mail server elsewhere says nothing', () => {
    expect(providerOfMx(['mail.example.test', 'aspmx.l.google.com'])).toBeNull();
    expect(providerOfMx([])).toBeNull();
  });
});

describe('whose server it is', () => {
  test.each([
    ['imap.gmail.com', 'google'],
    ['smtp.office365.com', 'microsoft'],
    ['SMTP.yandex.com.', 'yandex'],
    ['smtp.mail.me.com', 'icloud'],
    ['imap.aol.com', 'aol'],
    ['imap.zoho.eu', 'zoho-eu'],
    ['smtppro.zoho.eu', 'zoho-business-eu'],
    ['smtp-mail.outlook.com', 'microsoft'],
    ['smtp.bizmail.yahoo.com', 'yahoo'],
    ['email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
  ])('%s is of %s', (host, id) => {
    expect(providerOfServer(host)?.id).toBe(id);
  });

  test.each(['imap.gmail.com.thief.test', 'notgmail.com', 'smtp.mail.yahoo.co.jp', '127.0.0.1', 'localhost', 'com', 'mail.example.test'])(
    '%s is of nobody that we know',
    (host) => {
      expect(providerOfServer(host)).toBeNull();
    },
  );
});
