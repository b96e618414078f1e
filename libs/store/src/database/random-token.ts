import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as URL-safe text; only its hash is stored. */
export function makeToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
