// Run by large-mails.int.spec.ts in a process of its own: a normalizer that takes mails in which lie in blobs, four partitions side by side.
import { readFileSync } from 'node:fs';
import { makeEvent } from '@app/bus';
import { MailReceived } from '@app/contracts';
import { MailAuthenticator, MailWorkers } from '@app/mail';
import { BLOB_IN_ROW, Blobs, Inboxes, Secrets, serviceDataSource, Store } from '@app/store';
import { IntakeOptions } from '../src/intake-options.js';
import { Normalizer } from '../src/normalizer.js';
import { SenderProof } from '../src/sender-proof.js';

const PARTITIONS = 4;

const [url = '', folder = '', inboxId = '', ...mails] = process.argv.slice(2);
const source = await serviceDataSource(url, 'test', 8).initialize();
const store = new Store(source);
const blobs = new Blobs(folder, store);
const workers = new MailWorkers({ largeFiles: { folder: blobs.unfinished, above: BLOB_IN_ROW } });
const authenticator = new MailAuthenticator({ dnsServers: ['127.0.0.1:9'] });
const normalizer = new Normalizer(
  store,
  blobs,
  workers,
  new SenderProof(store, authenticator),
  new IntakeOptions(store, new Inboxes(store, Secrets.fromSecret('of the test'))),
);

const baseMb = peakMb();
const lanes = Array.from({ length: PARTITIONS }, (_, lane) => mails.filter((_one, at) => at % PARTITIONS === lane));
await Promise.all(
  lanes.map(async (lane) => {
    for (const mail of lane) await normalizer.take([received(mail)]);
  }),
);
process.stdout.write(JSON.stringify({ baseMb, peakMb: peakMb() }));
await workers.close();
await authenticator.close();
await source.destroy();

/** @param mail `sha256:size` */
function received(mail: string) {
  const [sha256 = '', size = '0'] = mail.split(':');
  const carried = { kind: 'blob' as const, sha256, size: Number(size) };
  const flags = { historic: false, junk: false, problem: null, envelope: null };
  const receivedAt = new Date().toISOString();
  return makeEvent(MailReceived, { inboxId, externalId: sha256, receivedAt, carried, sender: '', ...flags }, null);
}

/** Resident memory at its highest (proc(5), VmHWM), the threads' included. */
function peakMb(): number {
  const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
}
