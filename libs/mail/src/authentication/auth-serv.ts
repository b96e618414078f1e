/**
 * Names under which mail providers write their verdicts, by the host that their mailboxes are read from.
 *
 * Only those that put a verdict of their own above every mail they take in, so that a forged one is never the topmost. Stands apart from
 * the table of providers (libs/mailbox/src/providers, whose spec holds the two together): who judges mails opens no mailboxes, and the
 * library that does would cost it 5 MB and a seventh more time to start.
 */
const PROVIDERS: readonly { readonly hosts: RegExp; readonly authServ: string }[] = [
  { hosts: /^imap\.(gmail|googlemail)\.com$/, authServ: 'mx.google.com' },
  { hosts: /^imap\.(mail|bk|inbox|list)\.ru$/, authServ: 'mxs.mail.ru' },
  { hosts: /^imap\.yandex\.(ru|com|by|kz|net)$/, authServ: '*.yandex.net' },
  { hosts: /^imap\.mail\.yahoo\.com$/, authServ: '*.yahoo.com' },
  { hosts: /^imap\.fastmail\.com$/, authServ: '*.messagingengine.com' },
];

/**
 * Whose Authentication-Results an inbox believes; null: nobody's.
 *
 * @param setting the inbox's own; null: the provider's, where its mailbox is at one that we know
 * @param imapHost null for an inbox whose mail is handed over
 */
export function authServOf(setting: string | null, imapHost: string | null): string | null {
  if (setting !== null) return setting;
  const host = imapHost?.toLowerCase() ?? '';
  return PROVIDERS.find((provider) => provider.hosts.test(host))?.authServ ?? null;
}
