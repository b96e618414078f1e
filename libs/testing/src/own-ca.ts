import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TempDir, tempDir } from './temp-dir.js';

/** As TLS servers take it (PEM). */
export type Certificate = { readonly key: string; readonly cert: string };

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate authority of our own that nobody trusts unless told to, with the `openssl` of the system. */
export class OwnCa {
  private readonly issued = new Map<string, Certificate>();

  private constructor(private readonly temp: TempDir) {
    this.openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Otklik Test CA');
    // One key for all: making keys is what takes time.
    this.openssl('req', '-new', ...KEY, '-keyout', 'all.key', '-out', 'all.csr', '-subj', '/CN=test');
  }

  static make(): OwnCa {
    return new OwnCa(tempDir('own-ca'));
  }

  /** What trusts it are given (PEM). */
  get certificate(): string {
    return this.read('ca.pem');
  }

  /** The same as a file, for NODE_EXTRA_CA_CERTS. */
  get file(): string {
    return path.join(this.temp.path, 'ca.pem');
  }

  /** @param names of hosts, `*.example.test`, or addresses */
  issue(names: readonly string[], { expired = false } = {}): Certificate {
    const id = `${names.join(',')}${expired ? ' expired' : ''}`;
    const known = this.issued.get(id) ?? this.make(names, expired);
    this.issued.set(id, known);
    return known;
  }

  remove(): void {
    this.temp.remove();
  }

  private make(names: readonly string[], expired: boolean): Certificate {
    const n = this.issued.size;
    const alternative = names.map((name) => (/^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');
    writeFileSync(path.join(this.temp.path, `${n}.ext`), `subjectAltName=${alternative}\n`);
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-extfile', `${n}.ext`, '-days', expired ? '-1' : '30'];
    this.openssl('x509', '-req', '-in', 'all.csr', ...signing, '-out', `${n}.pem`);
    return { key: this.read('all.key'), cert: this.read(`${n}.pem`) };
  }

  private read(name: string): string {
    return readFileSync(path.join(this.temp.path, name), 'utf8');
  }

  private openssl(...args: readonly string[]): void {
    const done = spawnSync('openssl', args, { cwd: this.temp.path, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl ${args[0]} failed: ${done.error?.message ?? done.stderr}`);
  }
}
