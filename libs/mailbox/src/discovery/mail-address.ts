import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Reason } from '@app/domain';

export type MailAddress = {
  /** As it is typed, with its domain in lower case and ASCII (IDNA). */
  readonly address: string;
  readonly local: string;
  /** Without a trailing dot. */
  readonly domain: string;
};

/** RFC 5321 4.5.3.1; DNS. */
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;

/** Reads what a person typed or pasted: blanks around it, a name before it, `mailto:` and a dot at its end do no harm. */
export function readMailAddress(typed: string): MailAddress | Reason {
  const plain = (/<([^<>]*)>\s*$/.exec(typed)?.[1] ?? typed).trim().replace(/^mailto:/i, '');
  const at = plain.lastIndexOf('@');
  const local = plain.slice(0, at);
  const written = plain.slice(at + 1).replace(/\.$/, '');
  if (at < 1 || local.length > LONGEST_LOCAL || /[\s@<>()[\]\\,;:"\p{Cc}]/u.test(local)) return reason('address-unreadable');
  if (written.startsWith('[') || isIP(written) !== 0) return reason('address-without-domain', { domain: written });
  const domain = /[\s/?#@:%\\]/.test(written) ? '' : domainToASCII(written);
  if (domain === '' || domain.length > LONGEST_DOMAIN || domain.split('.').some(isNoLabel)) return reason('address-unreadable');
  // The likes of `127.1` are read as an address of a machine.
  if (isIP(domain) !== 0) return reason('address-without-domain', { domain });
  if (!domain.includes('.') || /\.(localhost|invalid)$/.test(domain)) return reason('address-local', { domain });
  return { address: `${local}@${domain}`, local, domain };
}

function isNoLabel(label: string): boolean {
  return label === '' || label.length > 63 || !/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label);
}

function reason(code: string, params: Reason['params'] = {}): Reason {
  return { code, params };
}
