import type { Params } from '@app/domain';
import { userLanguage, words } from '@app/service';

/** Tells the person at the terminal, in the terminal's language; logs go to standard error. */
export function say(code: string, params: Params = {}): void {
  process.stdout.write(`  ${words(userLanguage()).reason({ code, params })}\n`);
}
