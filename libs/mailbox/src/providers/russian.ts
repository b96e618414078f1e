import type { MailProvider } from './mail-provider.js';
import { BY_PASSWORD, byPassword, imaps, OWN_DOMAINS_ALONE, smtps, submission, under } from './writing-facts.js';

export const RUSSIAN: readonly MailProvider[] = [
  {
    id: 'yandex',
    name: 'Яндекс',
    domains: [...under('yandex', 'ru com by kz ua uz com.tr com.am com.ge az co.il fr kg lt lv md tj tm ee net'), 'ya.ru', 'narod.ru'],
    mx: ['mx.yandex.net', 'mx.yandex.ru', 'mx.yandex.com'],
    hosts: [],
    servers: { imap: [imaps('imap.yandex.ru')], smtp: [smtps('smtp.yandex.ru'), submission('smtp.yandex.ru')] },
    signIn: byPassword('off-or-wrong', 'provider-hint-yandex', 'https://mail.yandex.ru/#setup/client'),
    // yandex.ru/support: 500 a day (Yandex 360: 5,000 from all programs), to 35 at once over SMTP.
    limits: { recipientsPerDay: 5_000, recipientsPerMail: 35, mailBytes: 53_477_376 },
    publishing: { includes: ['_spf.yandex.net', '_spf.yandex.ru'], selectors: ['mail'] },
  },
  {
    id: 'mailru',
    name: 'Mail.ru',
    domains: ['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru', 'xmail.ru', 'corp.mail.ru'],
    mx: ['emx.mail.ru', 'mxs.mail.ru'],
    hosts: ['vk.com'],
    servers: { imap: [imaps('imap.mail.ru')], smtp: [smtps('smtp.mail.ru')] },
    signIn: byPassword('app-password', 'provider-hint-mailru', 'https://account.mail.ru/user/2-step-auth/passwords/'),
    limits: { mailBytes: 73_400_320 },
    publishing: { includes: ['_spf.mail.ru'], selectors: ['mailru'] },
  },
  {
    id: 'rambler',
    name: 'Рамблер',
    domains: ['rambler.ru', 'lenta.ru', 'autorambler.ru', 'myrambler.ru', 'ro.ru', 'rambler.ua'],
    mx: ['mx.rambler.ru', 'imx1.rambler.ru', 'inmx.rambler.ru'],
    hosts: [],
    servers: { imap: [imaps('imap.rambler.ru')], smtp: [smtps('smtp.rambler.ru')] },
    signIn: byPassword('off-or-wrong', 'provider-hint-rambler', 'https://help.rambler.ru/mail/mail-pochtovye-klienty/1275/'),
    limits: { connections: 2 },
    publishing: OWN_DOMAINS_ALONE,
  },
  hoster('beget', 'Beget', {
    mx: ['mx1.beget.com', 'mx2.beget.com', 'mx1.beget.ru', 'mx2.beget.ru'],
    home: 'beget.com',
    imap: 'imap.beget.com',
    smtp: 'smtp.beget.com',
  }),
  hoster('timeweb', 'Timeweb', {
    mx: ['mx1.timeweb.ru', 'mx2.timeweb.ru'],
    home: 'timeweb.ru',
    imap: 'imap.timeweb.ru',
    smtp: 'smtp.timeweb.ru',
  }),
  hoster('reg-ru', 'REG.RU', {
    mx: ['mx1.hosting.reg.ru', 'mx2.hosting.reg.ru'],
    home: 'reg.ru',
    imap: 'mail.hosting.reg.ru',
    smtp: 'mail.hosting.reg.ru',
  }),
  hoster('nic-ru', 'RU-CENTER', { mx: ['nicmail.ru', 'mail.nic.ru'], home: 'nic.ru', imap: 'mail.nic.ru', smtp: 'mail.nic.ru' }),
  hoster('jino', 'Джино', { mx: ['mx1.jino.ru', 'mx2.jino.ru'], home: 'jino.ru', imap: 'mail.jino.ru', smtp: 'smtp.jino.ru' }),
];

type Hosting = { readonly mx: readonly string[]; readonly home: string; readonly imap: string; readonly smtp: string };

/** Known by its mail servers alone: its customers have domains of their own. */
function hoster(id: string, name: string, { mx, home, imap, smtp }: Hosting): MailProvider {
  return {
    id,
    name,
    domains: [],
    mx,
    hosts: [home],
    servers: { imap: [imaps(imap)], smtp: [smtps(smtp)] },
    signIn: BY_PASSWORD,
    limits: {},
    publishing: null,
  };
}
