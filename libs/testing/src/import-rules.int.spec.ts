import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TempDir, tempDir } from './temp-dir.js';

/** A small tree with our rules and planted code, linted with the commands of `npm run lint`. */
const ROOT = path.resolve(import.meta.dirname, '../../..');
const DEPENDENCY_CRUISER = 'dependency-cruiser/bin/dependency-cruiser.mjs';
let tree: TempDir;

beforeEach(growTree);

function growTree(): void {
  tree = tempDir('rules');
  for (const file of ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.json', 'package.json', 'libs/testing/lint-rules.mjs']) {
    mkdirSync(path.dirname(path.join(tree.path, file)), { recursive: true });
    copyFileSync(path.join(ROOT, file), path.join(tree.path, file));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree.path, 'node_modules'));
  for (const lib of ['contracts', 'domain', 'mail', 'bus', 'store', 'service', 'testing', 'fuzz']) {
    plant(`libs/${lib}/src/index.ts`, `export { ${lib}, type ${lib}Type } from './inner.js';`);
    plant(`libs/${lib}/src/inner.ts`, `export const ${lib} = 1;\nexport type ${lib}Type = number;`);
  }
  plant('apps/router/src/router.module.ts', `export const routerModule = 1;`);
  plant('apps/router/src/router.ts', `export const router = 1;`);
  plant('apps/widget/src/panel/browser/storage.ts', `export const storage = 1;`);
}

afterEach(() => tree.remove());

function plant(file: string, text: string): void {
  const whole = path.join(tree.path, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, `${text}\n`);
}

function run(command: string, args: readonly string[]): { status: number | null; stdout: string } {
  const done = spawnSync(process.execPath, [path.join(ROOT, 'node_modules', command), ...args], { cwd: tree.path, encoding: 'utf8' });
  return { status: done.status, stdout: done.stdout };
}

/** `file: rule` for everything that dependency-cruiser complains of. */
function brokenImports(): string[] {
  const { stdout } = run(DEPENDENCY_CRUISER, ['apps', 'libs', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
}

/** `file: rule` for everything that oxlint complains of. */
function brokenRules(): string[] {
  const { stdout } = run('oxlint/bin/oxlint', ['--type-aware', '--format', 'json', 'apps', 'libs']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.map(({ filename, code }) => `${filename}: ${code}`).sort();
}

test('what the rules allow passes', () => {
  plant(
    'libs/domain/src/decide.ts',
    `import type { contractsType } from '@app/contracts';\nexport const decide = (a: contractsType): number => a;`,
  );
  plant(
    'libs/store/src/relay.ts',
    `import { bus } from '@app/bus';\nimport { DataSource } from 'typeorm';\nexport const relay = [bus, DataSource];`,
  );
  plant('libs/bus/src/kafkajs/kafka-client.ts', `import { Kafka } from 'kafkajs';\nexport const kafka = Kafka;`);
  plant('libs/mail/src/compose.ts', `import MailComposer from 'nodemailer/lib/mail-composer';\nexport const composer = MailComposer;`);
  plant('apps/router/src/main.ts', `import { routerModule } from './router.module.js';\nexport const started = routerModule;`);
  plant(
    'apps/router/src/router.spec.ts',
    `import { testing } from '@app/testing';\nimport { Client } from 'pg';\nexport const used = [testing, Client];`,
  );
  plant(
    'apps/standalone/src/parts.ts',
    `import { routerModule } from '../../router/src/router.module.js';\nexport const parts = [routerModule];`,
  );
  expect(brokenImports()).toEqual([]);
  expect(brokenRules()).toEqual([]);
});

describe('dependency-cruiser finds', () => {
  const planted = [
    ['an app imports another app', 'apps/desk/src/a.ts', `export { router } from '../../router/src/router.js';`, 'apps-not-apps'],
    [
      'standalone takes more than a module',
      'apps/standalone/src/a.ts',
      `export { router } from '../../router/src/router.js';`,
      'standalone-takes-modules-only',
    ],
    ['a lib imports an app', 'libs/store/src/a.ts', `export { router } from '../../../apps/router/src/router.js';`, 'libs-not-apps'],
    ['a lib imports one that is above it', 'libs/bus/src/a.ts', `export { store } from '@app/store';`, 'libs-of-libs-bus'],
    ['domain imports more than types', 'libs/domain/src/a.ts', `export { contracts } from '@app/contracts';`, 'domain-takes-types-only'],
    ['domain uses Node', 'libs/domain/src/a.ts', `export { readFileSync } from 'node:fs';`, 'domain-does-not-act'],
    ['a path into a lib', 'apps/desk/src/a.ts', `export { store } from '../../../libs/store/src/inner.js';`, 'a-lib-by-its-name'],
    ['a lib imports its own index', 'libs/store/src/a.ts', `export { store } from './index.js';`, 'inside-a-lib-the-file'],
    ['the product imports what is for tests', 'apps/desk/src/a.ts', `export { testing } from '@app/testing';`, 'testing-is-for-tests'],
    ['kafkajs in a second file', 'libs/bus/src/a.ts', `export { Kafka } from 'kafkajs';`, 'home-of-kafkajs'],
    ['typeorm outside the store', 'apps/desk/src/a.ts', `export { DataSource } from 'typeorm';`, 'home-of-typeorm'],
    ['pg outside store and bus', 'apps/router/src/a.ts', `export { Client } from 'pg';`, 'home-of-pg'],
    ['imapflow outside email', 'apps/desk/src/a.ts', `export { ImapFlow } from 'imapflow';`, 'home-of-imapflow'],
    ['a mail transport outside email', 'libs/mail/src/a.ts', `export { createTransport } from 'nodemailer';`, 'home-of-nodemailer'],
    ['telegraf outside telegram', 'apps/desk/src/a.ts', `export { Telegraf } from 'telegraf';`, 'home-of-telegraf'],
    ['react in the widget', 'apps/widget/src/a.ts', `export { useState } from 'react';`, 'home-of-react'],
    ['preact in the console', 'apps/console/src/a.ts', `export { render } from 'preact';`, 'home-of-preact'],
    ['what an app does knows its wiring', 'apps/router/src/a.ts', `export { routerModule } from './router.module.js';`, 'module-is-above'],
    [
      'what a chat looks like knows what the browser keeps',
      'apps/widget/src/panel/view/a.ts',
      `export { storage } from '../browser/storage.js';`,
      'rooms-of-panel-view',
    ],
    ['a property without the seed of the run', 'apps/desk/src/a.spec.ts', `export { default } from 'fast-check';`, 'home-of-fast-check'],
    ['a package that is not in package.json', 'apps/desk/src/a.ts', `export { default } from 'light-my-request';`, 'known-package'],
  ] as const;
  let broken: string[];
  let status: number | null;

  /** All in one run, each in a file of its own. */
  const fileOf = (file: string, n: number): string => file.replace('a.ts', `a${n}.ts`);
  beforeAll(() => {
    growTree();
    for (const [n, [, file, text]] of planted.entries()) plant(fileOf(file, n), text);
    broken = brokenImports();
    status = run(DEPENDENCY_CRUISER, ['apps', 'libs', '--config', '.dependency-cruiser.cjs']).status;
    tree.remove();
  });

  test.each(planted.map(([what, file, , rule], n) => ({ what, expected: `${fileOf(file, n)}: ${rule}` })))('$what', ({ expected }) => {
    expect(broken).toContain(expected);
  });

  test('and fails the run', () => expect(status).not.toBe(0));
});

test('two files that import each other: lint fails', () => {
  plant('apps/desk/src/a.ts', `import { b } from './b.js';\nexport const a = (): number => b();`);
  plant('apps/desk/src/b.ts', `import { a } from './a.js';\nexport const b = (): number => a();`);
  expect(brokenImports()).toContain('apps/desk/src/a.ts: no-circular');
});

test('each thing that code here does not do is found where it is not allowed, and only there', () => {
  const clock = `export const now = (): number => Date.now();\nexport const today = (): Date => new Date();`;
  plant(
    'libs/domain/src/clock.ts',
    `${clock}\nexport const chance = (): number => Math.random();\nexport const home = (): string => process.cwd();`,
  );
  plant('libs/domain/src/ask.ts', `export const ask = (url: string): Promise<Response> => fetch(url);`);
  plant(
    'apps/telegram/src/from-update.ts',
    `import { randomUUID } from 'node:crypto';\n${clock}\nexport const id = (): string => randomUUID();`,
  );
  plant('apps/telegram/src/poller.ts', clock);
  plant('apps/desk/src/env.ts', `export const port = process.env.PORT;`);
  plant('libs/service/src/load-config.ts', `export const port = process.env.PORT;`);
  plant('apps/desk/src/loose.ts', `const later = async (): Promise<number> => 1;\nexport function go(): void {\n  later();\n}`);
  plant(
    'apps/desk/src/any.ts',
    `export const take = (it: any): number => it.size;\nexport const cast = (it: string): number => it as unknown as number;`,
  );
  plant(
    'apps/desk/src/cases.ts',
    `export function say(it: 'a' | 'b'): string {\n  switch (it) {\n    case 'a':\n      return 'a';\n  }\n  return 'b';\n}`,
  );
  plant('apps/desk/src/loud.ts', `export const say = (): void => console.log('x');`);
  plant('apps/desk/src/only.ts', `export default 1;`);
  plant('apps/desk/src/all.ts', `export * from './only.js';`);
  plant('apps/desk/src/chance.spec.ts', `test('it', () => expect([2, 1].toSorted(() => Math.random() - 0.5)).toEqual([]));`);
  plant(
    'apps/desk/test/seeded.ts',
    `import { fc } from '@app/fuzz';\nfc.assert(fc.property(fc.nat(), (n) => n > 1), { seed: 7 });\nexport const from = process.env.FUZZ_SEED;`,
  );
  plant('apps/desk/src/quiet.spec.ts', `test.skip('later', () => expect(1).toBe(2));`);
  expect(brokenRules()).toEqual([
    'apps/desk/src/all.ts: otklik(no-export-all)',
    'apps/desk/src/any.ts: otklik(no-as-unknown-as)',
    'apps/desk/src/any.ts: typescript(no-explicit-any)',
    'apps/desk/src/cases.ts: typescript(switch-exhaustiveness-check)',
    'apps/desk/src/chance.spec.ts: eslint(no-restricted-properties)',
    'apps/desk/src/env.ts: node(no-process-env)',
    'apps/desk/src/loose.ts: typescript(no-floating-promises)',
    'apps/desk/src/loud.ts: eslint(no-console)',
    'apps/desk/src/only.ts: import(no-default-export)',
    'apps/desk/src/quiet.spec.ts: jest(no-disabled-tests)',
    'apps/desk/test/seeded.ts: otklik(one-seed)',
    'apps/desk/test/seeded.ts: otklik(one-seed)',
    'apps/telegram/src/from-update.ts: eslint(no-restricted-imports)',
    'apps/telegram/src/from-update.ts: eslint(no-restricted-properties)',
    'apps/telegram/src/from-update.ts: otklik(no-hidden-clock)',
    'libs/domain/src/ask.ts: eslint(no-restricted-globals)',
    'libs/domain/src/clock.ts: eslint(no-restricted-globals)',
    'libs/domain/src/clock.ts: eslint(no-restricted-properties)',
    'libs/domain/src/clock.ts: eslint(no-restricted-properties)',
    'libs/domain/src/clock.ts: otklik(no-hidden-clock)',
  ]);
});
