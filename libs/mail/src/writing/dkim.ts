// By its part: the whole brings an HTTP client and an XML parser along.
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

/** Whose key signs, and the key: private, in PEM, RSA or Ed25519. */
export type DkimSigner = {
  /** `d=` */
  readonly domain: string;
  /** `s=`: which of the domain's keys. */
  readonly selector: string;
  readonly key: string;
};

/**
 * Puts a DKIM signature in front of a mail (RFC 6376). The same mail, key and date give the same bytes: RSA with PKCS #1 padding and
 * Ed25519 draw nothing at random, and the signature's time is the mail's.
 *
 * @throws Error when the key is none: nothing leaves unsigned then
 */
export async function signMail(raw: Buffer, { domain, selector, key }: DkimSigner, date: Date): Promise<Buffer> {
  const signature = { signingDomain: domain, selector, privateKey: key };
  const { signatures, errors } = await dkimSign(raw, {
    ...signature,
    canonicalization: 'relaxed/relaxed',
    signTime: date,
    signatureData: [signature],
  });
  if (errors.length > 0 || signatures === '') throw new Error('The mail could not be signed.', { cause: errors[0] });
  return Buffer.concat([Buffer.from(signatures), raw]);
}
