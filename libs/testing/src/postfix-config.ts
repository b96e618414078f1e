import type { Endpoint } from './dovecot.js';

export type PostfixPlaces = {
  readonly root: string;
  readonly port: number;
  readonly domains: readonly string[];
  /** Mail for these waits: nobody listens where they are delivered. */
  readonly awayDomains: readonly string[];
  readonly lmtp: Endpoint;
  readonly sasl: Endpoint;
};

/** main.cf: mail for our domains goes to Dovecot, nothing else is taken, nothing ever leaves the machine. */
export function mainCf({ root, domains, awayDomains, lmtp, sasl }: PostfixPlaces, settings: Readonly<Record<string, string>>): string {
  const lines = {
    compatibility_level: '3.6',
    queue_directory: `${root}/queue`,
    data_directory: `${root}/data`,
    command_directory: '/usr/sbin',
    daemon_directory: '/usr/lib/postfix/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: `${root}/mail.log`,
    maillog_file_prefixes: root,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'mail.test.local',
    mydestination: '',
    mynetworks: '',
    alias_maps: '',
    alias_database: '',
    local_recipient_maps: '',
    virtual_mailbox_domains: domains.join(' '),
    virtual_mailbox_maps: `hash:${root}/conf/recipients`,
    virtual_transport: `lmtp:inet:${lmtp.host}:${lmtp.port}`,
    recipient_delimiter: '+',
    transport_maps: `inline:{ ${awayDomains.map((domain) => `{ ${domain} = lmtp:inet:127.0.0.1:1 }`).join(', ')} }`,
    default_transport: 'error:5.1.2 only the test domains can be reached',
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sasl_type: 'dovecot',
    smtpd_sasl_path: `inet:${sasl.host}:${sasl.port}`,
    smtpd_relay_restrictions: 'permit_sasl_authenticated, reject_unauth_destination',
    smtpd_tls_security_level: 'none',
    // Tests are many clients on one address, and some of them err on purpose.
    smtpd_client_connection_count_limit: '0',
    smtpd_error_sleep_time: '0',
    smtpd_hard_error_limit: '1000',
    message_size_limit: '52428800',
    // A recipient who was away for a moment, as in a crash test, is tried again at once and not after minutes.
    minimal_backoff_time: '1s',
    maximal_backoff_time: '2s',
    queue_run_delay: '1s',
    transport_retry_time: '1s',
    ...settings,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** master.cf: the services that these settings need, none in a chroot. */
export function masterCf({ port }: PostfixPlaces): string {
  return `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
tlsmgr unix - - n 1000? 1 tlsmgr
scache unix - - n - 1 scache
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
`;
}
