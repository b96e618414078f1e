import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimSign, sealMessage } from 'mailauth';

/** A key of a domain's own, and what its DNS says of it. */
export type SigningKey = { readonly algorithm: 'rsa-sha256' | 'ed25519-sha256'; readonly pem: string; readonly record: string };

export function rsaKey(bits = 1024): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  return { algorithm: 'rsa-sha256', pem: pemOf(privateKey), record };
}

export function ed25519Key(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // The bare key: the last 32 bytes (RFC 8463 4.2).
  const bare = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { algorithm: 'ed25519-sha256', pem: pemOf(privateKey), record: `v=DKIM1; k=ed25519; p=${bare.toString('base64')}` };
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export type SignOptions = {
  readonly domain: string;
  readonly key: SigningKey;
  readonly selector?: string;
  readonly algorithm?: string;
  readonly canonicalization?: string;
  readonly signTime?: Date;
  readonly expires?: Date;
  readonly maxBodyLength?: number;
};

/** @returns the mail with a signature in front */
export async function signed(raw: string | Buffer, options: SignOptions): Promise<Buffer> {
  const { domain, key, selector = 's1', canonicalization = 'relaxed/relaxed', expires, maxBodyLength } = options;
  const { signatures, errors } = await dkimSign(Buffer.from(raw), {
    signingDomain: domain,
    selector,
    privateKey: key.pem,
    canonicalization,
    algorithm: options.algorithm ?? key.algorithm,
    ...(options.signTime && { signTime: options.signTime }),
    ...(expires && { expires }),
    // The types ask for the first three above, and it signs by these.
    signatureData: [{ signingDomain: domain, selector, privateKey: key.pem, ...(maxBodyLength !== undefined && { maxBodyLength }) }],
  });
  if (errors.length > 0) throw errors[0];
  return Buffer.concat([Buffer.from(signatures), Buffer.from(raw)]);
}

export type SealOptions = { readonly domain: string; readonly key: SigningKey; readonly authResults: string };

/** @returns the mail with a first ARC set in front, as a forwarder or mailing list writes it */
export async function sealed(raw: Buffer, { domain, key, authResults }: SealOptions): Promise<Buffer> {
  const headers = await sealMessage(raw, { signingDomain: domain, selector: 's1', privateKey: key.pem, authResults, cv: 'none' });
  return Buffer.concat([headers, raw]);
}
