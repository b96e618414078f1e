import type { Catalog } from './catalog.js';

/** What is said of finding a mailbox's servers: what was looked at, why a server cannot be used, what to do about it (`mend-...`). */
export const serversEn: Catalog = {
  // What a server says before anybody signs in
  'server-greets': '{{host}}:{{port}} answers as it has to.',
  'server-unknown-host': 'There is no server called {{host}}.',
  'mend-server-unknown-host': 'Check the name for typing mistakes; the provider’s help page for mail programs has it.',
  'server-name-unresolved': 'The name servers do not answer what {{host}} is ({{error}}).',
  'mend-server-name-unresolved':
    'Try again in a few minutes. Where it stays so, look at the DNS of this machine (DNS_SERVERS) or of the domain.',
  'server-private-address': '{{host}} is in a private network, and it was not you who named it: it was not connected to.',
  'mend-server-private-address':
    'If it is your own server, type its name in yourself, or have the operator allow its network (OUTBOUND_ALLOW).',
  'server-refused-connection': '{{host}} takes no connections at port {{port}}.',
  'mend-server-refused-connection': 'Check the port. Usual are 993 (IMAP), 465 and 587 (sending); or the server is not running.',
  'server-unreachable': 'Nothing comes back from {{host}} at port {{port}}: the server is away, or a firewall swallows the connection.',
  'mend-server-unreachable':
    'Check name and port. Many hosters block port 465 or 587 for new servers: ask yours to open it, or choose the other port.',
  'server-silent': '{{host}}:{{port}} takes the connection and then says nothing.',
  'mend-server-silent':
    'Check the port and the kind of TLS (993 and 465: from the beginning; 143 and 587: STARTTLS). If both are right, the server hangs.',
  'server-hung-up': '{{host}}:{{port}} ended the connection before it said a word.',
  'mend-server-hung-up': 'The server may block this machine’s address, or be overloaded: ask its administrator.',
  'server-other-protocol': 'At {{host}}:{{port}} something else than {{wanted}} answers ({{spoken}}).',
  'server-unknown-protocol': 'At {{host}}:{{port}} something else than {{wanted}} answers.',
  'mend-server-unknown-protocol': 'Choose the right port: 993 or 143 for IMAP, 465 or 587 for sending.',
  'mend-server-other-protocol': 'Choose the right port: 993 or 143 for IMAP, 465 or 587 for sending.',
  'server-refuses-us': '{{host}} wants nothing to do with this machine: {{answer}}',
  'mend-server-refuses-us':
    'Its administrator can say why; often the address of this machine is on a blocklist, or too many connections are open.',
  'server-no-login': '{{host}}:{{port}} takes no names and passwords.',
  'mend-server-no-login': 'For sending choose port 465 or 587: port 25 is for servers among themselves.',
  'server-tls-expired': 'The certificate of {{host}} has expired.',
  'mend-server-tls-expired': 'Whoever runs the server has to renew it. Nothing is sent there before: a password could be read by others.',
  'server-tls-not-yet': 'The certificate of {{host}} does not hold yet.',
  'mend-server-tls-not-yet': 'Look at the clock of this machine first; else the server has a wrong certificate.',
  'server-tls-wrong-name': 'The certificate of {{host}} is for another name: {{names}}.',
  'mend-server-tls-wrong-name':
    'Put in a name that the certificate is for, if that is your provider’s; or have a certificate made for {{host}}.',
  'server-tls-untrusted': 'The certificate of {{host}} was signed by nobody whom this machine trusts.',
  'mend-server-tls-untrusted':
    'If your company has a certificate authority of its own, have the operator name its file in NODE_EXTRA_CA_CERTS; else the server needs a public certificate.',
  'server-no-tls': '{{host}}:{{port}} does not begin with TLS.',
  'mend-server-no-tls': 'Choose STARTTLS for this port, or port 993 (IMAP) or 465 (sending).',
  'server-no-starttls': '{{host}}:{{port}} offers no TLS.',
  'mend-server-no-starttls':
    'Choose port 993 (IMAP) or 465 (sending) with TLS from the beginning. Without TLS the password could be read by others.',
  'server-tls-too-old': '{{host}} speaks only versions of TLS that are no longer safe.',
  'mend-server-tls-too-old': 'Whoever runs the server has to switch on TLS 1.2 or newer.',
  'server-tls-failed': 'No safe connection to {{host}}:{{port}} ({{error}}).',
  'mend-server-tls-failed': 'Choose another port or kind of TLS, or ask whoever runs the server.',
  'server-no-tls-at-all': '{{host}}:{{port}} wants the password in clear over the internet: it was not used.',
  'mend-server-no-tls-at-all': 'Have TLS switched on there, or choose another port.',
  'server-unconfirmed': '{{host}} is named by DNS alone, which can be forged: nobody signed in there.',
  'mend-server-unconfirmed': 'If that is your provider, keep these servers and test again.',

  // Where settings come from
  'address-unreadable': 'This is no mail address.',
  'mend-address-unreadable': 'Put it in as name@domain.',
  'address-without-domain': 'Nothing can be found out by {{domain}}: an address with the name of a domain is needed.',
  'mend-address-without-domain': 'Use the mailbox’s address with its domain, or put the servers in yourself.',
  'address-local': '{{domain}} is no domain of the internet: nothing can be found out about it.',
  'mend-address-local': 'Put in the names of your servers yourself.',
  'servers-given': 'These servers are tried because you named them.',
  'provider-known': 'The settings of {{name}} are known.',
  'autoconfig-found': '{{host}} publishes the settings.',
  'autoconfig-none': 'The domain publishes no settings (autoconfig).',
  'autoconfig-late': '{{host}} has not answered in time whether it publishes settings.',
  'autoconfig-unreadable': 'What {{host}} publishes as settings cannot be read.',
  'autoconfig-no-server': 'The settings that {{host}} publishes name no server that can be used.',
  'autoconfig-refused':
    'What {{host}} publishes as settings was not taken: it is too large or packed, or leads to where nothing is fetched from.',
  'mend-autoconfig-late': 'Other ways are tried. Where they find nothing, try again in a minute or put the servers in yourself.',
  'mend-autoconfig-unreadable': 'Whoever runs the domain should look at its autoconfig file; other ways are tried.',
  'mend-autoconfig-no-server': 'Whoever runs the domain should look at its autoconfig file; other ways are tried.',
  'mend-autoconfig-refused': 'Whoever runs the domain should look at its autoconfig file; other ways are tried.',
  'srv-found': 'The domain’s DNS names its servers (SRV).',
  'srv-none': 'The domain’s DNS names no servers (SRV).',
  'srv-denied': 'The DNS of {{domain}} says that it has no mailboxes (SRV).',
  'mend-srv-denied': 'If it has, put the servers in yourself, and have the SRV records corrected.',
  'mx-of-provider': 'The domain’s mail goes to {{name}}, whose settings are known.',
  'mx-unknown': 'The domain’s mail goes to {{host}}.',
  'mx-none': 'The domain’s DNS does not say who takes its mail (MX).',
  'mx-null': '{{domain}} takes no mail: its DNS says so.',
  'mend-mx-null': 'Check the address. A mailbox of this domain would never get any mail.',
  'domain-unknown': 'There is no domain {{domain}}.',
  'mend-domain-unknown': 'Check the address for typing mistakes; a new domain takes up to a day until it is known everywhere.',
  'dns-failed': 'The name servers do not answer ({{error}}).',
  'mend-dns-failed': 'Try again in a few minutes. Where it stays so, look at the DNS of this machine (DNS_SERVERS) or of the domain.',
  guessed: 'Servers answer at the usual names.',
  'guess-none': 'At the usual names no servers answer as they have to.',
  'nothing-found': 'No servers were found that work.',
  'mend-nothing-found': 'Look at your provider’s help page for mail programs (IMAP and SMTP), and put the servers in yourself.',
  'login-not-tried': 'Nobody signed in: the server cannot be reached.',
  'login-accepted-by-other-name': 'Name and password are right; the name is another than the address.',

  // What has to be done at a provider first
  'provider-hint-yandex':
    'Yandex: allow mail programs (IMAP) in the settings of the mailbox, and make a password for an app: the account’s own is refused.',
  'provider-hint-mailru': 'Mail.ru: make a password for external apps in the settings of the account: its own is refused.',
  'provider-hint-rambler': 'Rambler: allow access for mail programs in the settings of the mailbox.',
  'provider-hint-google':
    'Gmail: sign in with Google; or switch on 2-step verification and make an app password: the account’s own is refused.',
  'provider-hint-microsoft':
    'Microsoft takes no passwords of mail programs: sign in with Microsoft. In an organisation its administrator may have to allow IMAP and authenticated SMTP.',
  'provider-hint-icloud': 'iCloud: make an app-specific password in the settings of the Apple account.',
  'provider-hint-yahoo': 'Yahoo: make an app password in the security settings of the account.',
  'provider-hint-aol': 'AOL: make an app password in the security settings of the account.',
  'provider-hint-gmx': 'GMX: allow access by POP3 and IMAP in the settings of the mailbox.',
  'provider-hint-gmx-com': 'GMX: allow access by POP3 and IMAP in the settings of the mailbox.',
  'provider-hint-webde': 'WEB.DE: allow access by POP3 and IMAP in the settings of the mailbox.',
  'provider-hint-zoho':
    'Zoho: switch on IMAP access in the settings of the mailbox; with 2-step verification also make an app-specific password.',
  'provider-hint-fastmail': 'Fastmail: make an app password in the security settings.',
  'provider-hint-proton':
    'Proton: Proton Bridge has to run on this machine. Take the password from it, export its certificate, and have the operator name that file in NODE_EXTRA_CA_CERTS.',
  'provider-hint-mailbox-org': 'mailbox.org: with 2-step verification make an application password.',
  'provider-hint-t-online': 'T-Online: set up a password for e-mail programs: the one of the website is refused.',
  'provider-hint-freenet': 'freenet: switch on POP3, IMAP and SMTP in the settings of the mailbox.',
};
