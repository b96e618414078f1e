import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '@app/domain';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keys of this installation: encrypts inbox secrets (AES-256-GCM) and signs short links (HMAC-SHA-256).
 *
 * All keys are derived (HKDF) from `OTKLIK_SECRET` or, without it, from a random key made once in the data folder.
 */
export class Secrets {
  constructor(private readonly master: Buffer) {}

  static fromSecret(secret: string): Secrets {
    return new Secrets(Buffer.from(secret, 'utf8'));
  }

  static async open(dataDir: string, secret: string | null): Promise<Secrets> {
    return secret === null ? new Secrets(await ownKey(path.join(dataDir, 'secret.key'))) : Secrets.fromSecret(secret);
  }

  /** @param context what it belongs to (an inbox's id): a value moved elsewhere does not open */
  encrypt(value: unknown, context: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key('inbox-secrets'), iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws DeskError invalid/secret-unreadable when the key is another one */
  decrypt(sealed: Buffer, context: string): unknown {
    const iv = sealed.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key('inbox-secrets'), iv)
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const opened = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8'));
    } catch (cause) {
      throw new DeskError(
        'invalid',
        'secret-unreadable',
        'A stored secret cannot be opened: OTKLIK_SECRET or data/secret.key is another one.',
        {
          cause,
        },
      );
    }
  }

  /** @param purpose separates signatures of one kind from those of another */
  sign(purpose: string, text: string): string {
    return createHmac('sha256', this.key(`sign:${purpose}`))
      .update(text)
      .digest('base64url');
  }

  private key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, 'otklik', purpose, 32));
  }
}

async function ownKey(file: string): Promise<Buffer> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(randomBytes(32).toString('base64url'));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from(await readFile(file, 'utf8'), 'base64url');
}
