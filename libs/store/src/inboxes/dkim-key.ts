import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { EmailSecrets, EmailSettings } from '@app/contracts';
import { DeskError } from '@app/domain';

/** What everybody checks; shorter ones prove little, longer ones do not fit one string of a DNS record. */
const RSA_BITS = 2048;

/**
 * The secrets of a mailbox whose mail we sign: with a key of our own making where none was given.
 *
 * @throws DeskError invalid/dkim-key-unusable
 */
export async function withDkimKey(settings: EmailSettings, secrets: EmailSecrets): Promise<EmailSecrets> {
  if (settings.dkim === null) return secrets;
  if (secrets.dkimKey === undefined) return { ...secrets, dkimKey: await makeDkimKey() };
  if (!isUsable(secrets.dkimKey))
    throw new DeskError('invalid', 'dkim-key-unusable', 'The DKIM key is no private RSA (1024 bits or more) or Ed25519 key in PEM.');
  return secrets;
}

async function makeDkimKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function isUsable(pem: string): boolean {
  try {
    const key: KeyObject = createPrivateKey(pem);
    return (
      key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 1024)
    );
  } catch {
    return false;
  }
}
