import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '@app/domain';

const HERE = import.meta.dirname;
const REPOSITORY = HERE.slice(0, HERE.lastIndexOf(`${path.sep}apps${path.sep}`));

/** Where vite puts the console, seen from the built desk and from its sources. */
const BUILT = path.join(path.basename(REPOSITORY) === 'dist' ? REPOSITORY : path.join(REPOSITORY, 'dist'), 'apps', 'console');

/** What stands in index.html where each answer has its own nonce. */
const PLACEHOLDER = '__STYLE_NONCE__';

/** The built console. */
export class ConsoleFiles {
  constructor(readonly folder = BUILT) {}

  /**
   * The console's page with the nonce under which it may write style elements.
   *
   * @throws DeskError unavailable/console-not-built
   */
  async page(nonce: string): Promise<string> {
    const page = await readFile(path.join(this.folder, 'index.html'), 'utf8').catch((cause: unknown) => {
      throw new DeskError('unavailable', 'console-not-built', `There is no console in ${this.folder}: run npm run build.`, { cause });
    });
    return page.replaceAll(PLACEHOLDER, nonce);
  }

  /** @param wanted a path that begins with a slash, decoded */
  async has(wanted: string): Promise<boolean> {
    const file = path.join(this.folder, wanted);
    if (wanted.includes('\0') || !file.startsWith(this.folder + path.sep)) return false;
    return stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
  }
}
