import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { MailServer } from '@app/contracts';
import { findMailbox, type FoundMailbox, type Step } from '@app/mailbox';
import { Dns, outside } from '@app/outside';
import { userLanguage, type Words, words } from '@app/service';
import { type Call, type Command, WrongUse, word } from './command.js';

export const probe: Command = {
  name: 'probe',
  usage: 'ADDRESS [--password-file FILE|-]',
  about: 'Finds the servers of a mailbox by its address and greets them, or signs in; needs no database and changes nothing.',
  takes: 1,
  options: { 'password-file': { type: 'string' } },
  async run(call) {
    const { DNS_SERVERS: servers, OUTBOUND_ALLOW: allow } = call.config;
    const password = await passwordOf(call);
    const dns = new Dns({ servers });
    const found = await findMailbox({ address: word(call), password }, { dns, outside: outside({ dns, allow }) });
    const catalog = words(userLanguage());
    call.out.result(asJson(found, catalog), inWords(found, catalog));
    return found.settings === null || found.steps.some(({ level }) => level === 'failed') ? 3 : 0;
  },
};

/** Never on the command line, where every user of the machine can read it. */
async function passwordOf({ option, stdin }: Call): Promise<string | undefined> {
  const file = option('password-file');
  if (file === undefined) return undefined;
  const password = (file === '-' ? await text(stdin) : read(file)).replace(/\r?\n$/, '');
  if (password === '') throw new WrongUse('The password is empty.');
  return password;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new WrongUse(`'${file}' cannot be read.`);
  }
}

/** As `POST /inboxes/probe` answers. */
function asJson({ provider, steps, ...found }: FoundMailbox, catalog: Words): object {
  return {
    ...found,
    provider: provider && {
      id: provider.id,
      name: provider.name,
      signIn: provider.signIn.ways,
      hint: hintOf(provider, catalog),
      url: provider.signIn.url,
    },
    steps: steps.map((step) => ({ ...step, ok: step.level !== 'failed', text: catalog.cause(step), mend: catalog.mend(step, 'unsaved') })),
  };
}

function inWords({ settings, provider, steps }: FoundMailbox, catalog: Words): string {
  const lines = steps.flatMap((step) => stepLines(step, catalog));
  const hint = hintOf(provider, catalog);
  if (hint !== null) lines.push('', [hint, provider?.signIn.url ?? []].flat().join(' '));
  if (settings !== null) lines.push('', `imap  ${shown(settings.imap)}`, `smtp  ${shown(settings.smtp)}`);
  return lines.join('\n');
}

const MARKS = { ok: 'ok    ', warning: 'note  ', failed: 'FAULT ' } as const;

function stepLines(step: Step, catalog: Words): string[] {
  const line = `${MARKS[step.level]} ${catalog.reason({ code: `step-${step.step}`, params: {} })}: ${catalog.cause(step)}`;
  const mend = catalog.mend(step, 'unsaved');
  return mend === null ? [line] : [line, `         ${mend}`];
}

function hintOf(provider: FoundMailbox['provider'], catalog: Words): string | null {
  const code = provider?.signIn.hint ?? null;
  return code === null ? null : catalog.reason({ code, params: {} });
}

function shown({ host, port, tls, user }: MailServer): string {
  return `${host}:${port}  ${tls}  ${user}`;
}
