import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Inbox } from '@app/contracts';
import {
  aTeam,
  buildSite,
  type Chromium,
  CUSTOMER_DOMAIN,
  type DnsServer,
  type Dovecot,
  type OAuthServer,
  OwnCa,
  type Postfix,
  startChromium,
  startDns,
  startDovecot,
  startOAuthServer,
  startPostfix,
  type TempDir,
  tempDir,
} from '@app/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../api-client.js';
import { DeskUnderTest } from '../desk-under-test.js';

const IMAP_HOST = `imap.${CUSTOMER_DOMAIN}`;
const SMTP_HOST = `smtp.${CUSTOMER_DOMAIN}`;

/** An admin with a browser; name servers, a certificate authority, mail servers and a provider to connect mailboxes to. */
export class ConnectingDesk implements AsyncDisposable {
  private constructor(
    readonly desk: DeskUnderTest,
    readonly provider: OAuthServer,
    readonly dovecot: Dovecot,
    readonly postfix: Postfix,
    private readonly dns: DnsServer,
    private readonly ca: OwnCa,
    private readonly files: TempDir,
    private readonly trustedBefore: readonly string[],
    private readonly chromium: Chromium,
  ) {}

  static readonly address = `shop@${CUSTOMER_DOMAIN}`;
  static readonly password = 'right password';
  static readonly hosts = { imap: IMAP_HOST, smtp: SMTP_HOST };

  static async start(): Promise<ConnectingDesk> {
    const built = buildSite('console');
    const provider = await startOAuthServer();
    Object.assign(provider, { asksOnPage: true });
    const ca = OwnCa.make();
    const certificate = ca.issue([IMAP_HOST, SMTP_HOST]);
    const dovecot = await startDovecot({
      users: { [ConnectingDesk.address]: ConnectingDesk.password },
      oauth: { introspection: provider.introspection },
      certificate,
    });
    const files = tempDir('connecting');
    for (const [name, pem] of Object.entries(certificate)) writeFileSync(path.join(files.path, name), pem, { mode: 0o600 });
    const postfix = await startPostfix({
      dovecot,
      settings: {
        smtpd_tls_security_level: 'may',
        smtpd_tls_cert_file: path.join(files.path, 'cert'),
        smtpd_tls_key_file: path.join(files.path, 'key'),
      },
    });
    const dns = await startDns();
    // What NODE_EXTRA_CA_CERTS does when a process starts.
    const trustedBefore = getCACertificates('default');
    setDefaultCACertificates([...trustedBefore, ca.certificate]);
    const outside = { DNS_SERVERS: dns.address, OUTBOUND_ALLOW: '127.0.0.0/8' };
    const [desk, chromium] = await Promise.all([DeskUnderTest.start(outside), startChromium()]);
    await aTeam(desk.store, 'Support');
    await built;
    return new ConnectingDesk(desk, provider, dovecot, postfix, dns, ca, files, trustedBefore, chromium);
  }

  /** The domain names its servers (RFC 6186). */
  tellServers(): void {
    const { dns, dovecot, postfix } = this;
    dns.set('A', IMAP_HOST, [dovecot.imaps.host]);
    dns.set('A', SMTP_HOST, [postfix.smtp.host]);
    dns.set('SRV', `_imaps._tcp.${CUSTOMER_DOMAIN}`, [`0 1 ${dovecot.imaps.port} ${IMAP_HOST}`]);
    dns.set('SRV', `_submission._tcp.${CUSTOMER_DOMAIN}`, [`0 1 ${postfix.smtp.port} ${SMTP_HOST}`]);
  }

  /** Nobody knows of servers any more. */
  forgetServers(): void {
    this.dns.forget();
  }

  /** As the browser has it: another site than the provider's. */
  get url(): string {
    return this.desk.url.replace('127.0.0.1', 'localhost');
  }

  async admin(language: 'en' | 'ru' = 'en'): Promise<ApiClient> {
    const admin = await this.desk.signedIn({ role: 'admin' });
    await this.desk.store.query(`update agents set language = $2 where id = $1`, [admin.agentId, language]);
    return admin;
  }

  /** @returns the id of an inbox with these servers, as it is added by the API */
  async addMailbox(name: string, typed = ConnectingDesk.password): Promise<string> {
    const admin = await this.admin();
    const [team] = await this.desk.store.query<{ id: string }>(`select id from teams limit 1`);
    const login = { tls: 'none', user: ConnectingDesk.address };
    const { status, body } = await admin.post<Inbox>('/inboxes', {
      channel: 'email',
      name,
      team: team?.id,
      settings: {
        address: ConnectingDesk.address,
        imap: { ...this.dovecot.imap, ...login },
        smtp: { ...this.postfix.smtp, ...login },
      },
      secrets: { imapPassword: typed, smtpPassword: typed },
    });
    if (status !== 201) throw new Error(`The mailbox was not added: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** A browser in which an admin of its own is signed in. */
  async newPage({ language = 'en', ...options }: BrowserContextOptions & { readonly language?: 'en' | 'ru' } = {}): Promise<Page> {
    const admin = await this.admin(language);
    const visitor = await this.chromium.newVisitor({ reducedMotion: 'reduce', locale: language, ...options });
    const [name = '', value = ''] = (admin.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Lax' }]);
    return visitor.newPage();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    setDefaultCACertificates(this.trustedBefore);
    await this.chromium.stop();
    await this.desk.close();
    for (const one of [this.dns, this.postfix, this.dovecot]) await one.stop();
    await this.provider.close();
    this.ca.remove();
    this.files.remove();
  }
}
