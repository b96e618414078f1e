import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Answer, decode, encode, type Packet, type Question, streamDecode, streamEncode } from 'dns-packet';
import { freePort } from './free-port.js';

/** What a name is answered with: records, `servfail`, or nothing at all. */
export type DnsAnswer = readonly string[] | 'servfail' | 'silence';

type RecordType = 'TXT' | 'A' | 'AAAA' | 'MX' | 'SRV';

/** More in a UDP answer is cut, and asked for again by TCP (RFC 1035 4.2.1). */
const UDP_BYTES = 512;
const SERVFAIL = 2;
const NXDOMAIN = 3;

/** Starts a DNS server on loopback that knows what a test tells it, and that no other name exists. */
export async function startDns(): Promise<DnsServer> {
  const port = await freePort();
  const udp = createSocket('udp4');
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  const tcp = createServer();
  tcp.listen(port, '127.0.0.1');
  await once(tcp, 'listening');
  return new DnsServer(port, udp, tcp);
}

export class DnsServer {
  private readonly zone = new Map<string, DnsAnswer>();
  private readonly ill = new Map<string, 'servfail' | 'silence'>();
  private readonly lines = new Set<Socket>();
  /** Questions that came, as `TYPE name`, in their order. */
  readonly asked: string[] = [];

  constructor(
    private readonly port: number,
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
  ) {
    udp.on('message', (bytes, from) => {
      const answer = this.answer(decode(bytes));
      if (!answer) return;
      const whole = encode(answer);
      const cut = whole.length > UDP_BYTES ? encode({ ...answer, flags: (answer.flags ?? 0) | TRUNCATED, answers: [] }) : whole;
      udp.send(cut, from.port, from.address);
    });
    tcp.on('connection', (line) => {
      this.lines.add(line);
      line.on('error', () => {});
      line.on('close', () => this.lines.delete(line));
      line.on('data', (bytes) => {
        const answer = this.answer(streamDecode(bytes));
        if (answer) line.write(streamEncode(answer));
      });
    });
  }

  /** As `setServers` of node:dns takes it. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** From now on; MX as `10 host`, SRV as `priority weight port host`. */
  set(type: RecordType, name: string, answer: DnsAnswer): void {
    this.zone.set(`${type} ${name}`, answer);
  }

  /** A domain whose name servers are ill: so is every question about it and what is below it answered. */
  setAll(domain: string, answer: 'servfail' | 'silence'): void {
    this.ill.set(domain, answer);
  }

  forget(): void {
    this.zone.clear();
    this.ill.clear();
    this.asked.length = 0;
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.destroy();
    this.udp.close();
    this.tcp.close();
    await once(this.tcp, 'close');
  }

  private illness(name: string): 'servfail' | 'silence' | undefined {
    for (const [domain, answer] of this.ill) if (name === domain || name.endsWith(`.${domain}`)) return answer;
    return undefined;
  }

  private answer({ id, questions = [] }: Packet): Packet | null {
    const [question] = questions;
    if (!question) return null;
    const { type, name } = question;
    this.asked.push(`${type} ${name.toLowerCase()}`);
    const known = this.zone.get(`${type} ${name.toLowerCase()}`) ?? this.illness(name.toLowerCase());
    if (known === 'silence') return null;
    const common = { type: 'response', id: id ?? 0, questions } as const;
    if (known === 'servfail') return { ...common, flags: RECURSION | SERVFAIL, answers: [] };
    const exists = [...this.zone.keys()].some((key) => isAtOrBelow(key, name.toLowerCase()));
    const answers = (known ?? []).map((value) => record(question, value));
    return { ...common, flags: RECURSION | (exists ? 0 : NXDOMAIN), answers };
  }
}

/** A name exists where one below it does (RFC 8020). */
function isAtOrBelow(key: string, name: string): boolean {
  return key.endsWith(` ${name}`) || key.endsWith(`.${name}`);
}

const TRUNCATED = 0x0200;
const RECURSION = 0x0180;

function record({ type, name }: Question, value: string): Answer {
  const common = { name, ttl: 60 };
  if (type === 'TXT') return { ...common, type, data: inParts(value) };
  if (type === 'MX') return { ...common, type, data: { preference: Number.parseInt(value, 10), exchange: value.replace(/^\d+ /, '') } };
  if (type === 'SRV') {
    const [priority, weight, port, target = '.'] = value.split(' ');
    return { ...common, type, data: { priority: Number(priority), weight: Number(weight), port: Number(port), target } };
  }
  if (type === 'A' || type === 'AAAA') return { ...common, type, data: value };
  throw new Error(`the DNS server of the tests has no ${type} records`);
}

/** A TXT record is strings of up to 255 bytes. */
function inParts(value: string): string[] {
  return value.match(/.{1,255}/gs) ?? [''];
}
