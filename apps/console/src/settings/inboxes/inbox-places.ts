import type { Places } from '../field-errors.js';

/** Where the form of an inbox has what the API names. */
export const INBOX_PLACES: Places = [
  ['name', 'name'],
  ['team', 'team'],
  ['language', 'language'],
  ['settings.address', 'address'],
  ['settings.from', 'fromDate'],
  ...servers(),
  ['settings.folders', 'folders'],
  ['settings.afterTaking', 'moveTo'],
  ['settings.trustedAuthServ', 'authServ'],
  ['settings.trustedSealers', 'sealers'],
  ['settings.strangersWithToken', 'strangersWithToken'],
  ['settings.acknowledgement.texts.ru.subject', 'acknowledgement.ru.subject'],
  ['settings.acknowledgement.texts.ru', 'acknowledgement.ru.text'],
  ['settings.acknowledgement.texts.en.subject', 'acknowledgement.en.subject'],
  ['settings.acknowledgement.texts.en', 'acknowledgement.en.text'],
  ['settings.acknowledgement.perHour', 'acknowledgement.perHour'],
  ['settings.dkim.selector', 'dkim.selector'],
  ['settings.dkim', 'dkim.domain'],
  ['settings.sending.connections', 'sending.connections'],
  ['settings.sending.perMinute', 'sending.perMinute'],
  ['settings.sending.perDay', 'sending.perDay'],
  ['settings.apiRoot', 'apiRoot'],
  ['secrets.token', 'token'],
  ['secrets.proxy', 'proxy'],
  ['settings.localFolder', 'localFolder'],
  ['settings.greeting.ru', 'botGreeting.ru'],
  ['settings.greeting.en', 'botGreeting.en'],
  ['settings.origins', 'origins'],
  ['settings.colour', 'colour'],
  ['settings.texts.*', 'webchatTexts.*'],
  ['settings.forms.*', 'forms.*'],
  ['settings.forms', 'forms'],
  ['settings.awayMail.afterMinutes', 'awayMail.afterMinutes'],
  ['settings.awayMail', 'awayMail.inboxId'],
  ['settings.askAddress', 'askAddress'],
  ['settings.identityPublicKey', 'identityPublicKey'],
];

function servers(): Places {
  return (['imap', 'smtp'] as const).flatMap((name) => [
    [`settings.${name}.port`, `${name}.port`],
    [`settings.${name}.user`, `${name}.user`],
    [`settings.${name}`, `${name}.host`],
    [`secrets.${name}Password`, `${name}.password`],
  ]);
}
