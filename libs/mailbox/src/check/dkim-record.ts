import { createPrivateKey, createPublicKey } from 'node:crypto';

/** A key that mail is signed with (RFC 6376): of a domain, the private half in PEM. */
export type DkimKey = { readonly domain: string; readonly selector: string; readonly key: string };

/**
 * What the domain's DNS has to say, so that others can check the signatures: a TXT record.
 *
 * @throws Error when it is no private RSA or Ed25519 key; a saved inbox has none such
 */
export function dkimRecord({ domain, selector, key }: DkimKey): { readonly name: string; readonly value: string } {
  const open = createPrivateKey(key);
  const isEd25519 = open.asymmetricKeyType === 'ed25519';
  const spki = createPublicKey(open).export({ type: 'spki', format: 'der' });
  // Of Ed25519 the bare key: its last 32 bytes (RFC 8463 4.2).
  const bytes = isEd25519 ? spki.subarray(-32) : spki;
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=${isEd25519 ? 'ed25519' : 'rsa'}; p=${bytes.toString('base64')}` };
}
