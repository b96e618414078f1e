import { Neighbours } from './neighbours.js';

export const ADMIN = { email: 'admin@shop.test', name: 'Админ', password: 'correct horse battery' };
export const ANNA = { email: 'anna@shop.test', name: 'Анна', password: 'correct horse anna' };
export const BORIS = { email: 'boris@shop.test', name: 'Борис', password: 'correct horse boris' };

/**
 * A shop with one inbox a channel. Their tickets need `billing`: Anna has it, Boris does not.
 *
 * @see api.md 6
 */
export function bootstrapFile(
  { dovecot, postfix, botApi, bot, mailFrom, mailbox }: Neighbours,
  site: { readonly origins: readonly string[] },
): object {
  const login = { tls: 'none', user: mailbox, password: Neighbours.password };
  const skills = { billing: 2 };
  return {
    organisation: { name: 'Тёплый хлеб', language: 'ru', timeZone: 'Europe/Moscow' },
    admin: ADMIN,
    skills: ['billing', 'ru'],
    agents: [
      { ...ANNA, skills: { billing: 4, ru: 5 }, capacity: 1000 },
      { ...BORIS, skills: { ru: 5 }, capacity: 1000 },
    ],
    teams: [{ name: 'Support', agents: [ANNA.email, BORIS.email] }],
    inboxes: [
      {
        channel: 'email',
        name: 'support',
        address: mailbox,
        team: 'Support',
        skills,
        from: mailFrom,
        imap: { host: dovecot.imap.host, port: dovecot.imap.port, ...login },
        smtp: { host: postfix.smtp.host, port: postfix.smtp.port, ...login },
      },
      { channel: 'telegram', name: 'bot', team: 'Support', skills, token: bot.token, apiRoot: botApi.url },
      { channel: 'webchat', name: 'site', team: 'Support', skills, origins: site.origins },
    ],
  };
}
