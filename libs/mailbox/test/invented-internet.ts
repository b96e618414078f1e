import { connect, Socket } from 'node:net';
import { Dns, isPublicAddress, outside, type Outside } from '@app/outside';
import { type DnsServer, type HostHandler, HttpsHosts, MailTalker, OwnCa, startDns, type TalkerOptions } from '@app/testing';

/** A mail server of the invented internet: its port, and what it does otherwise than a good one. */
export type Server = { readonly port: number; readonly certificate?: readonly string[] | 'expired' } & Partial<
  Omit<TalkerOptions, 'certificate'>
>;

const IMAP_PORTS = [993, 143, 1993];
const IMPLICIT_PORTS = [993, 465, 1993, 1465];

/** An internet on loopback: a name server, web hosts and mail servers by the dozen, at addresses that look public and lead here. */
export class InventedInternet {
  /** Connections that led into a private network: none may. */
  readonly trespasses: string[] = [];
  private readonly places = new Map<string, number | 'silent'>();
  private readonly addresses = new Map<string, string>();
  private readonly talkers: MailTalker[] = [];

  private constructor(
    readonly ca: OwnCa,
    readonly dns: DnsServer,
    readonly web: HttpsHosts,
  ) {}

  static async start(): Promise<InventedInternet> {
    const ca = OwnCa.make();
    return new InventedInternet(ca, await startDns(), await HttpsHosts.start(ca));
  }

  async stop(): Promise<void> {
    await Promise.all([this.dns.stop(), this.web.stop(), ...this.talkers.map((talker) => talker.stop())]);
    this.ca.remove();
  }

  /** For one search. */
  search(): { dns: Dns; outside: Outside; typed: Outside; ca: string } {
    const dns = new Dns({ servers: [this.dns.address] });
    const connectTo: Outside['connect'] = (addresses, port) => this.connect(addresses[0] ?? '', port);
    const world: Outside = { ...outside({ dns }), connect: connectTo };
    return { dns, outside: world, typed: { ...world, isAllowed: () => true }, ca: this.ca.certificate };
  }

  /** Gives a name an address of its own. */
  host(name: string): string {
    const known = this.addresses.get(name);
    if (known !== undefined) return known;
    const n = this.addresses.size + 1;
    const address = `185.40.${Math.floor(n / 250)}.${(n % 250) + 1}`;
    this.addresses.set(name, address);
    this.dns.set('A', name, [address]);
    return address;
  }

  /** Nothing ever comes back from there. */
  swallow(name: string, port: number): void {
    this.places.set(`${this.host(name)} ${port}`, 'silent');
  }

  async mail(name: string, ...servers: readonly (number | Server)[]): Promise<MailTalker[]> {
    return await Promise.all(servers.map((server) => this.mailServer(name, typeof server === 'number' ? { port: server } : server)));
  }

  site(name: string, handler: HostHandler, certificate?: 'expired'): void {
    this.places.set(`${this.host(name)} 443`, this.web.endpoint.port);
    this.web.serve(name, handler, this.ca.issue([name], { expired: certificate === 'expired' }));
  }

  mx(domain: string, ...hosts: readonly string[]): void {
    this.dns.set(
      'MX',
      domain,
      hosts.map((host, at) => `${(at + 1) * 10} ${host}`),
    );
  }

  srv(domain: string, service: string, ...records: readonly string[]): void {
    this.dns.set('SRV', `_${service}._tcp.${domain}`, records);
  }

  private async mailServer(name: string, { port, certificate, ...options }: Server): Promise<MailTalker> {
    const issued = certificate === 'expired' ? this.ca.issue([name], { expired: true }) : this.ca.issue(certificate ?? [name]);
    const talker = await MailTalker.start({
      protocol: IMAP_PORTS.includes(port) ? 'imap' : 'smtp',
      tls: IMPLICIT_PORTS.includes(port) ? 'implicit' : 'starttls',
      certificate: issued,
      ...options,
    });
    this.talkers.push(talker);
    this.places.set(`${this.host(name)} ${port}`, talker.endpoint.port);
    return talker;
  }

  private connect(address: string, port: number): Socket {
    if (!isPublicAddress(address)) this.trespasses.push(`${address}:${port}`);
    const place = this.places.get(`${address} ${port}`);
    // A socket that is not connected waits, as for a firewall that says nothing.
    if (place === 'silent') return new Socket();
    return connect({ host: '127.0.0.1', port: place ?? NOBODY });
  }
}

/** A port at which nothing listens. */
const NOBODY = 1;
