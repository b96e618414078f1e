import { randomBytes } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** A random 128-bit token: base32 (RFC 4648 6) in lower case, 26 characters, compared without case. */
export function makeReplyToken(): string {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`) << 2n;
  let token = '';
  for (let i = 0; i < 26; i++) {
    token = BASE32.charAt(Number(bits & 31n)) + token;
    bits >>= 5n;
  }
  return token;
}
