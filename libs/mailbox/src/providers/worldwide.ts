import type { MailProvider, SendingLimits } from './mail-provider.js';
import { BY_PASSWORD, byPassword, imaps, OWN_DOMAINS_ALONE, smtps, startTls, submission, under } from './writing-facts.js';

/** Of Yahoo and AOL, which are one company. help.yahoo.com SLN17518: 500 a day, each recipient counts; to 100 at once. */
const LIMITS_OF_YAHOO: Partial<SendingLimits> = { recipientsPerDay: 500, recipientsPerMail: 100, mailBytes: 41_697_280 };

export const WORLDWIDE: readonly MailProvider[] = [
  {
    id: 'google',
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    mx: ['aspmx.l.google.com', 'smtp.google.com', 'l.google.com', 'googlemail.com'],
    hosts: [],
    servers: { imap: [imaps('imap.gmail.com')], smtp: [smtps('smtp.gmail.com'), submission('smtp.gmail.com')] },
    signIn: {
      ways: ['google', 'password'],
      refusal: 'app-password',
      hint: 'provider-hint-google',
      url: 'https://myaccount.google.com/apppasswords',
    },
    // support.google.com/a/answer/166852: 2,000 a day; to 100 at once over SMTP; a copy in Sent by itself.
    limits: { recipientsPerDay: 2_000, recipientsPerMail: 100, mailBytes: 35_882_577, filesSent: true },
    publishing: { includes: ['_spf.google.com'], selectors: ['google'] },
  },
  {
    id: 'microsoft',
    name: 'Microsoft 365',
    domains: [
      ...under(
        'outlook',
        'com at be cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk co.id co.il co.th com.ar com.au com.br com.gr com.tr com.vn',
      ),
      ...under(
        'hotmail',
        'com be ca cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk co.id co.il co.in co.jp co.kr co.th co.uk co.za com.ar com.au com.br com.hk com.tr com.tw com.vn',
      ),
      ...under(
        'live',
        'com at be ca cl cn de dk fi fr hk ie in it jp nl no ru se co.jp co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg',
      ),
      'msn.com',
      'windowslive.com',
      'passport.com',
      'office365.com',
    ],
    mx: ['mail.protection.outlook.com', 'olc.protection.outlook.com', 'mail.eo.outlook.com', 'mx.microsoft'],
    hosts: ['outlook.office.com'],
    // For personal mailboxes Microsoft names smtp-mail.outlook.com, Thunderbird's ISPDB this one: it takes both kinds.
    servers: { imap: [imaps('outlook.office365.com')], smtp: [submission('smtp.office365.com')] },
    signIn: {
      ways: ['microsoft'],
      refusal: 'consent',
      hint: 'provider-hint-microsoft',
      url: 'https://support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040',
    },
    // learn.microsoft.com, "Exchange Online limits" and "SMTP submission improvements": 3 connections, 30 a minute, 10,000 a day, 35 MB.
    limits: {
      connections: 3,
      mailsPerMinute: 30,
      recipientsPerDay: 10_000,
      recipientsPerMail: 500,
      mailBytes: 36_700_160,
      filesSent: true,
    },
    // support.microsoft.com, "Sending limits in Outlook.com": the servers of personal mailboxes.
    otherLimits: {
      at: ['outlook.com', 'hotmail.com', 'live.com'],
      limits: { connections: 3, mailsPerMinute: 30, recipientsPerDay: 5_000, recipientsPerMail: 500, filesSent: true },
    },
    publishing: { includes: ['spf.protection.outlook.com'], selectors: ['selector1', 'selector2'] },
  },
  {
    id: 'icloud',
    name: 'iCloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    mx: ['mail.icloud.com'],
    hosts: [],
    servers: { imap: [imaps('imap.mail.me.com', 'local-part')], smtp: [submission('smtp.mail.me.com')] },
    signIn: byPassword('app-password', 'provider-hint-icloud', 'https://support.apple.com/102654'),
    // support.apple.com/102198: 1,000 recipients a day, to 500 at once, 20 MB of files.
    limits: { recipientsPerDay: 1_000, recipientsPerMail: 500, mailBytes: 28_311_552 },
    publishing: { includes: ['icloud.com'], selectors: ['sig1'] },
  },
  {
    id: 'yahoo',
    name: 'Yahoo',
    // Without yahoo.co.jp: Yahoo! JAPAN is another company, with servers and limits of its own.
    domains: [
      ...under(
        'yahoo',
        'com de it fr es se ca in gr pl ro dk no ie nl be at co.in co.uk co.nz co.id co.il co.th co.za com.au com.ar com.br com.mx com.hk com.ph com.sg com.tr com.tw com.vn',
      ),
      'ymail.com',
      'myyahoo.com',
      'rocketmail.com',
    ],
    mx: ['yahoodns.net'],
    hosts: [],
    servers: { imap: [imaps('imap.mail.yahoo.com')], smtp: [smtps('smtp.mail.yahoo.com'), submission('smtp.mail.yahoo.com')] },
    signIn: byPassword('app-password', 'provider-hint-yahoo', 'https://login.yahoo.com/account/security'),
    limits: LIMITS_OF_YAHOO,
    publishing: OWN_DOMAINS_ALONE,
  },
  {
    id: 'aol',
    name: 'AOL',
    domains: [
      ...under('aol', 'com de it fr es se co.uk co.nz com.au com.ar com.br com.mx'),
      'aim.com',
      'netscape.net',
      'compuserve.com',
      'wmconnect.com',
    ],
    mx: ['mail.gm0.yahoodns.net'],
    hosts: [],
    servers: { imap: [imaps('imap.aol.com')], smtp: [smtps('smtp.aol.com')] },
    signIn: byPassword('app-password', 'provider-hint-aol', 'https://login.aol.com/account/security'),
    limits: LIMITS_OF_YAHOO,
    publishing: OWN_DOMAINS_ALONE,
  },
  zoho('zoho', 'com', { domains: ['zoho.com', 'zohomail.com'] }),
  zoho('zoho-eu', 'eu', { domains: ['zoho.eu', 'zohomail.eu'] }),
  zoho('zoho-in', 'in', { domains: ['zoho.in', 'zohomail.in'] }),
  // Customers with a domain of their own have servers of their own there.
  zoho('zoho-business', 'com', { mx: ['mx.zoho.com', 'mx2.zoho.com', 'mx3.zoho.com'] }),
  zoho('zoho-business-eu', 'eu', { mx: ['mx.zoho.eu', 'mx2.zoho.eu', 'mx3.zoho.eu'] }),
  zoho('zoho-business-in', 'in', { mx: ['mx.zoho.in', 'mx2.zoho.in', 'mx3.zoho.in'] }),
  {
    id: 'fastmail',
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm', 'messagingengine.com'],
    mx: ['messagingengine.com'],
    hosts: [],
    servers: { imap: [imaps('imap.fastmail.com')], smtp: [smtps('smtp.fastmail.com'), submission('smtp.fastmail.com')] },
    signIn: byPassword('app-password', 'provider-hint-fastmail', 'https://app.fastmail.com/settings/security/devices'),
    // fastmail.com, "Account limits": 4,000 a day on its usual plan, 8,000 on the dearest; 70 MB.
    limits: { recipientsPerDay: 8_000, mailBytes: 73_400_320 },
    publishing: { includes: ['spf.messagingengine.com'], selectors: ['fm1', 'fm2', 'fm3'] },
  },
  {
    id: 'proton',
    name: 'Proton',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    mx: ['mail.protonmail.ch', 'mailsec.protonmail.ch'],
    hosts: [],
    // Proton Bridge, which has to run where we do; other servers may as well, so the host tells nothing.
    servers: { imap: [startTls('127.0.0.1', 1143)], smtp: [startTls('127.0.0.1', 1025)] },
    signIn: byPassword(null, 'provider-hint-proton', 'https://proton.me/mail/bridge'),
    limits: {},
    publishing: null,
  },
  {
    id: 'amazon-ses',
    name: 'Amazon SES',
    domains: [],
    mx: [],
    hosts: ['amazonaws.com'],
    // It has no mailboxes; its sending servers are one for each region.
    servers: { imap: [], smtp: [] },
    signIn: BY_PASSWORD,
    // docs.aws.amazon.com/ses, "Service quotas": to 50 at once, 40 MB over SMTP; how many a second is the account's own.
    limits: { connections: 8, recipientsPerMail: 50, mailBytes: 41_943_040 },
    publishing: null,
  },
];

/** One for each of its data centres, which do not know each other's mailboxes; of each kind of mailbox with servers of its own. */
function zoho(id: string, ending: string, { domains = [], mx = [] }: Partial<Pick<MailProvider, 'domains' | 'mx'>>): MailProvider {
  const kind = mx.length > 0 ? 'pro' : '';
  const [imap, smtp] = [`imap${kind}.zoho.${ending}`, `smtp${kind}.zoho.${ending}`] as const;
  return {
    id,
    name: 'Zoho',
    domains,
    mx,
    hosts: [imap, smtp],
    servers: { imap: [imaps(imap)], smtp: [smtps(smtp), submission(smtp)] },
    signIn: byPassword(null, 'provider-hint-zoho', 'https://www.zoho.com/mail/help/imap-access.html'),
    limits: { connections: 2, filesSent: true },
    publishing: null,
  };
}
