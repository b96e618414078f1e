import { asError } from '@app/domain';
import type { Command } from '../command.js';
import { type FileProblem, FILES_OPTIONS, FILES_USAGE, filesOf, type ReadFile } from './files.js';

export type Inspection = {
  readonly name: string;
  readonly about: string;
  /** The code of a file that cannot be understood. */
  readonly unreadable: string;
  /** The lines of one file. What it throws becomes the file's only line. */
  readonly inspect: (content: Buffer) => readonly object[];
};

/** An `inspect` that goes through its files one after the other; a bad file is a line, too, and never ends the call. */
export function inspectCommand({ name, about, unreadable, inspect }: Inspection): Command {
  return {
    name,
    usage: FILES_USAGE,
    about,
    takes: 'any',
    options: FILES_OPTIONS,
    async run(call) {
      let readable = 0;
      for await (const file of filesOf(call)) {
        for (const line of linesOf(file)) {
          call.out.item(line, JSON.stringify(line));
          if (!isProblem(line)) readable += 1;
        }
      }
      return readable > 0 ? 0 : 1;
    },
  };

  function linesOf({ path, bytes, problem }: ReadFile): readonly object[] {
    if (problem !== null || bytes === null) return [problem ?? fileProblem('file-unreadable', path)];
    try {
      return inspect(bytes).map((line) => (isProblem(line) ? fileProblem(line.error.code, `${path}: ${line.error.message}`) : line));
    } catch (error) {
      return [fileProblem(unreadable, `${path}: ${asError(error).message}`)];
    }
  }
}

function isProblem(line: object): line is FileProblem {
  return 'error' in line;
}

export function fileProblem(code: string, message: string): FileProblem {
  return { error: { code, message } };
}
