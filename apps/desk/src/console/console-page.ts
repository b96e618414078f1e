import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '@app/domain';

const HERE = import.meta.dirname;
const REPOSITORY = HERE.slice(0, HERE.lastIndexOf(`${path.sep}apps${path.sep}`));

/** Where vite puts the console, seen from the built desk and from its sources. */
export const CONSOLE_FOLDER = path.join(
  path.basename(REPOSITORY) === 'dist' ? REPOSITORY : path.join(REPOSITORY, 'dist'),
  'apps',
  'console',
);

/** What stands in index.html where each answer has its own nonce. */
const PLACEHOLDER = '__STYLE_NONCE__';

/**
 * The console's page with the nonce under which it may write style elements.
 *
 * @throws DeskError unavailable/console-not-built
 */
export async function consolePage(nonce: string): Promise<string> {
  const page = await readFile(path.join(CONSOLE_FOLDER, 'index.html'), 'utf8').catch((cause: unknown) => {
    throw new DeskError('unavailable', 'console-not-built', `There is no console in ${CONSOLE_FOLDER}: run npm run build.`, { cause });
  });
  return page.replaceAll(PLACEHOLDER, nonce);
}

/** What the console may do in a browser (`security.md` 12). Pictures of messages come from the customers' listener. */
export function consolePolicy(nonce: string, publicSiteUrl: string): string {
  const files = new URL(publicSiteUrl).origin;
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' blob: data: ${files}`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `media-src ${files}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ');
}
