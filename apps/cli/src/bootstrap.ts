import { readFile } from 'node:fs/promises';
import { asError, DeskError } from '@app/domain';
import { applyBootstrap } from '@app/store';
import { type Command, word } from './command.js';

export const bootstrap: Command = {
  name: 'bootstrap',
  usage: 'FILE',
  about: 'Makes what a bootstrap file names and is missing; changes only what differs from the file as it was last applied.',
  takes: 1,
  async run(call) {
    const text = await readBootstrap(word(call));
    const result = await applyBootstrap(await call.database(), text);
    const lines = [...result.created.map((what) => `made ${what}`), ...result.changed.map((what) => `changed ${what}`)];
    for (const warning of result.warnings) call.out.complain(warning);
    call.out.result(result, lines.length === 0 ? 'Nothing to do.' : lines.join('\n'));
    return 0;
  },
};

/** @throws DeskError missing/bootstrap-unreadable */
export async function readBootstrap(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const params = { file, why: asError(cause).message };
    throw new DeskError('missing', 'bootstrap-unreadable', `The bootstrap file ${file} cannot be read: ${params.why}`, { cause, params });
  }
}
