import { createHash, randomUUID } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import pg from 'pg';

const BATCH = 500;
/** Of a batch; with files a batch is smaller. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** Larger ones go one by one: a `bytea` alone travels as it is, in an array as hexadecimal text. */
const LARGE_BYTES = 48 * 1024;
/** The share of the mails at the beginning that is not counted, here and of the product: compilers and pools warm up. */
export const WARM_UP = 0.25;
const TABLES = `
  create table limit_contacts (id uuid primary key, address text not null);
  create table limit_tickets (id uuid primary key, contact uuid not null references limit_contacts, subject text not null);
  create table limit_messages (id uuid primary key, ticket uuid not null references limit_tickets, text text not null, message_id text);
  create table limit_raw (sha256 bytea primary key, data bytea not null);`;

type Mail = { readonly raw: Buffer; readonly subject: string; readonly from: string; readonly text: string; readonly id: string };

/**
 * The least that storing mail can cost: IMAP, mailparser, four tables in batches of 500, in one process without a bus.
 *
 * @returns mails a second, from the end of the warm-up to the last commit
 */
export async function intakeLimit(imap: { host: string; port: number; user: string; pass: string }, databaseUrl: string): Promise<number> {
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: false,
    auth: { user: imap.user, pass: imap.pass },
    logger: false,
  });
  const database = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([client.connect(), database.connect()]);
  await database.query(TABLES);
  const { exists } = await client.mailboxOpen('INBOX', { readOnly: true });
  const batch = Math.max(1, Math.min(BATCH, Math.floor(BATCH_BYTES / (await averageSize(client)))));
  let warm: { readonly at: number; readonly mails: number } | null = null;
  for (let first = 1; first <= exists; first += batch) {
    const fetched = await client.fetchAll(`${first}:${Math.min(first + batch - 1, exists)}`, { source: true });
    await write(database, await Promise.all(fetched.map((one) => parse(one.source ?? Buffer.alloc(0)))));
    const done = first - 1 + fetched.length;
    if (done >= exists * WARM_UP) warm ??= { at: performance.now(), mails: done };
  }
  const seconds = (performance.now() - (warm?.at ?? 0)) / 1000;
  await Promise.all([client.logout(), database.end()]);
  return (exists - (warm?.mails ?? 0)) / seconds;
}

async function averageSize(client: ImapFlow): Promise<number> {
  const sample = await client.fetchAll('1:100', { size: true });
  return sample.reduce((sum, { size = 0 }) => sum + size, 0) / Math.max(1, sample.length);
}

async function parse(raw: Buffer): Promise<Mail> {
  const mail = await simpleParser(raw);
  return { raw, subject: mail.subject ?? '', from: mail.from?.value[0]?.address ?? '', text: mail.text ?? '', id: mail.messageId ?? '' };
}

async function write(database: pg.Client, mails: readonly Mail[]): Promise<void> {
  const [contacts, tickets] = [mails.map(() => randomUUID()), mails.map(() => randomUUID())];
  await database.query('begin');
  await database.query(`insert into limit_contacts select * from unnest($1::uuid[], $2::text[])`, [
    contacts,
    mails.map((mail) => mail.from),
  ]);
  await database.query(`insert into limit_tickets select * from unnest($1::uuid[], $2::uuid[], $3::text[])`, [
    tickets,
    contacts,
    mails.map((mail) => mail.subject),
  ]);
  await database.query(`insert into limit_messages select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])`, [
    mails.map(() => randomUUID()),
    tickets,
    mails.map((mail) => mail.text),
    mails.map((mail) => mail.id),
  ]);
  const [small, large] = [mails.filter((mail) => mail.raw.length <= LARGE_BYTES), mails.filter((mail) => mail.raw.length > LARGE_BYTES)];
  await database.query(`insert into limit_raw select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`, [
    small.map(sha256),
    small.map((mail) => mail.raw),
  ]);
  for (const mail of large) await database.query(`insert into limit_raw values ($1, $2) on conflict do nothing`, [sha256(mail), mail.raw]);
  await database.query('commit');
}

function sha256({ raw }: Mail): Buffer {
  return createHash('sha256').update(raw).digest();
}
