import type { Params } from '@app/domain';

/**
 * What a mail server said against a mail, to stand behind words of ours: ` (550: 5.1.1 No such user)`.
 *
 * @param params `status` and `answer`, as `refusalReason` has them; the addresses were taken out of the answer
 * @returns '' where it said nothing
 */
export function serverSaid({ status = null, answer }: Params): string {
  const [code, words] = [status === null ? '' : String(status), typeof answer === 'string' ? tidy(answer) : ''];
  // Many repeat the code before their words.
  const parts = words === code || words.startsWith(`${code} `) ? [words] : [code, words];
  const said = parts.filter((part) => part !== '').join(': ');
  return said === '' ? '' : ` (${said})`;
}

/** Without the marks that an address leaves behind, or a server draws around its words; '' where no word is left. */
function tidy(answer: string): string {
  const said = answer
    .replace(/<[\s'":;,]*>|\([\s'":;,]*\)|\[\s*\]|"\s*"/g, '…')
    .replace(/^[\s*=_#~–—:;,…-]+/, '')
    .replace(/[\s*=_#~–—:;,-]+$/, '');
  return /[\p{L}\p{N}]/u.test(said) ? said : '';
}
