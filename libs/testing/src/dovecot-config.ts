/** Addresses and files of one test Dovecot. */
export type DovecotPlaces = {
  readonly root: string;
  readonly imapPort: number;
  readonly startTlsPort: number;
  readonly imapsPort: number;
  readonly lmtpPort: number;
  readonly saslPort: number;
  /** Null: passwords alone. */
  readonly oauth: OAuthPlaces | null;
};

/** How access tokens sign in. */
export type OAuthPlaces = {
  /** Who knows whose token it is (RFC 7662). */
  readonly introspection: string;
  /** What the server offers (default: both). Exchange Online knows XOAUTH2 alone. */
  readonly mechanisms?: readonly ('xoauth2' | 'oauthbearer')[];
};

/** Without TLS: what most tests use. */
export const PLAIN_HOST = '127.0.0.1';

/** With TLS and a certificate of its own making: another address, because Dovecot offers TLS by address and not by port. */
export const TLS_HOST = '127.0.0.2';

/** The user that owns the mail: one that Debian always has. */
export const MAIL_USER = 'mail';

/** dovecot-oauth2.conf.ext: a token is asked about at each login, and has to be of the mailbox and for mail. */
export function oauthConfig({ introspection }: OAuthPlaces): string {
  return `
introspection_url = ${introspection}
introspection_mode = post
force_introspection = yes
active_attribute = active
active_value = true
username_attribute = email
username_format = %u
timeout_msecs = 5000
`;
}

/** dovecot.conf for Dovecot 2.3. */
export function dovecotConfig(places: DovecotPlaces): string {
  return [globals(places), passwords(places), mailboxes(), listeners(places)].join('\n');
}

function globals({ root, oauth }: DovecotPlaces): string {
  return `
base_dir = ${root}/run
state_dir = ${root}/state
log_path = /dev/stderr
log_timestamp = "%H:%M:%S.%{usecs} "
protocols = imap lmtp
ssl = required
ssl_cert = <${root}/cert.pem
ssl_key = <${root}/key.pem
local ${PLAIN_HOST} {
  ssl = no
  disable_plaintext_auth = no
}
auth_mechanisms = plain login ${oauth ? mechanismsOf(oauth) : ''}
# By default each wrong password makes the next answer slower, up to 15 s.
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
recipient_delimiter = +
first_valid_uid = 1
mail_max_userip_connections = 500`;
}

function mechanismsOf({ mechanisms = ['xoauth2', 'oauthbearer'] }: OAuthPlaces): string {
  return mechanisms.join(' ');
}

function tokens({ root }: DovecotPlaces, oauth: OAuthPlaces): string {
  return `
passdb {
  driver = oauth2
  mechanisms = ${mechanismsOf(oauth)}
  args = ${root}/dovecot-oauth2.conf.ext
}`;
}

function passwords(places: DovecotPlaces): string {
  const { root, oauth } = places;
  return `${oauth ? tokens(places, oauth) : ''}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${root}/passwords/%u
}
userdb {
  driver = static
  args = uid=${MAIL_USER} gid=${MAIL_USER} home=${root}/home/%u
}`;
}

function mailboxes(): string {
  return `
mail_location = maildir:~/Maildir
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
# Folders of one file each: a hundred thousand mails are made in a second.
namespace archive {
  prefix = Archive/
  separator = /
  location = mbox:~/archive:INDEX=~/archive-index
  list = children
  subscriptions = no
}`;
}

function listeners(places: DovecotPlaces): string {
  return `
service imap-login {
  ${listener('imap', PLAIN_HOST, places.imapPort)}
  ${listener('starttls', TLS_HOST, places.startTlsPort)}
  ${listener('imaps', TLS_HOST, places.imapsPort, 'ssl = yes')}
}
service lmtp {
  ${listener('lmtp', PLAIN_HOST, places.lmtpPort)}
}
service auth {
  ${listener('sasl', PLAIN_HOST, places.saslPort)}
}
`;
}

function listener(name: string, address: string, port: number, more = ''): string {
  return `inet_listener ${name} {
    address = ${address}
    port = ${port}
    ${more}
  }`;
}
