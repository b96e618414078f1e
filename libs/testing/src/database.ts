import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { eventually } from './eventually.js';
import { withClient } from './postgres.js';

export type TestDatabaseOptions = {
  /** Lays the tables, as the owner; called once a server, for the template that every test file's database is a copy of. */
  readonly migrate: (ownerUrl: string) => Promise<void>;
  /** A superuser's URL of the server (default: the one that the test run started). */
  readonly server?: string;
  /** Names what `migrate` lays, where one run uses several (default `product`). */
  readonly template?: string;
};

export type TestDatabase = {
  readonly name: string;
  /** As `otklik_service`, the role without DDL that the product's processes use. */
  readonly url: string;
  /** As `otklik_owner`, the role of migrations and maintenance. */
  readonly ownerUrl: string;
  /** As superuser. */
  readonly adminUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
};

/** A database of one's own with all tables and no rows, in about 50 ms. */
export async function createTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const server = options.server ?? serverOfThisRun();
  const template = `template_${options.template ?? 'product'}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (admin) => {
    await ensureTemplate(admin, server, template, options.migrate);
    await copyDatabase(admin, template, name);
  });
  return testDatabase(server, name);
}

/** The roles of a production set-up, and an empty database that `otklik_owner` owns: for tests of the migrations themselves. */
export async function createEmptyDatabase(server = serverOfThisRun()): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server, async (admin) => {
    await inTurn(admin, 'roles', () => ensureRoles(admin));
    await admin.query(`create database ${name} owner otklik_owner`);
  });
  return testDatabase(server, name);
}

/** The superuser's URL of the PostgreSQL 18 that `setup.mjs` started for this run. */
export function serverOfThisRun(): string {
  const url = process.env.OTKLIK_TEST_POSTGRES;
  if (!url)
    throw new Error(
      'OTKLIK_TEST_POSTGRES is not set: only .int.spec.ts files get a server from the test run; start one with startPostgres()',
    );
  return url;
}

const ROLES = ['otklik_owner', 'otklik_service'] as const;

function testDatabase(server: string, name: string): TestDatabase {
  return {
    name,
    url: urlAs(server, name, 'otklik_service'),
    ownerUrl: urlAs(server, name, 'otklik_owner'),
    adminUrl: urlAs(server, name),
    drop: () => withClient(server, (admin) => whenNobodyIsConnected(() => admin.query(`drop database if exists ${name} with (force)`))),
  };
}

async function ensureTemplate(admin: Client, server: string, template: string, migrate: TestDatabaseOptions['migrate']): Promise<void> {
  await inTurn(admin, template, async () => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 1) return;
    await inTurn(admin, 'roles', () => ensureRoles(admin));
    // Named last, so that a migration that fails leaves no template that looks whole.
    const unfinished = `${template}_unfinished`;
    await admin.query(`drop database if exists ${unfinished} with (force)`);
    await admin.query(`create database ${unfinished} owner otklik_owner`);
    await migrate(urlAs(server, unfinished, 'otklik_owner'));
    await whenNobodyIsConnected(() => admin.query(`alter database ${unfinished} rename to ${template}`));
  });
}

async function ensureRoles(admin: Client): Promise<void> {
  for (const role of ROLES) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`create role ${role} login password '${role}'`);
  }
}

async function copyDatabase(admin: Client, template: string, name: string): Promise<void> {
  await whenNobodyIsConnected(() => admin.query(`create database ${name} template ${template} owner otklik_owner`));
}

/**
 * A backend is gone a moment after its client said goodbye; until then its database cannot be copied, renamed or dropped (55006).
 * PostgreSQL itself waits five seconds for it each time.
 */
async function whenNobodyIsConnected(statement: () => Promise<unknown>): Promise<void> {
  await eventually(statement, { timeoutMs: 30_000 });
}

/** Test files run in several processes: one makes the template, the others wait for it. */
async function inTurn(admin: Client, what: string, work: () => Promise<void>): Promise<void> {
  const key = createHash('sha256').update(`otklik test: ${what}`).digest().readInt32BE();
  await admin.query('select pg_advisory_lock($1)', [key]);
  try {
    await work();
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [key]);
  }
}

function urlAs(server: string, database: string, role?: (typeof ROLES)[number]): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, role];
  return url.href;
}
