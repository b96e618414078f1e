import type { Command } from './command.js';

/** All commands, a line each. */
export function helpAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => lineOf(command).length));
  return [
    'otklik COMMAND [--json] [--help]',
    '',
    ...commands.map((command) => `  ${lineOf(command).padEnd(width)}  ${command.about}`),
    '',
    'Without DATABASE_URL they use the running product, or start its database in OTKLIK_DATA for as long as they run.',
    'Exit code: 0 done, 1 failed, 2 wrong use, 3 checks found faults. With --json: one document, or one line an item.',
  ].join('\n');
}

export function helpFor(command: Command): string {
  return `otklik ${lineOf(command)}\n\n  ${command.about}`;
}

function lineOf({ name, usage }: Command): string {
  return usage === '' ? name : `${name} ${usage}`;
}
