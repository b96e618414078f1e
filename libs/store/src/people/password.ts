import { hash, verify } from '@node-rs/argon2';

// The library's defaults are argon2id with 19 MiB, two passes, one lane, as OWASP recommends; it computes on the thread pool,
// off the event loop.

/** Of nobody's password: compared with where there is no account, so that the answer takes as long. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$PmbhHgdiVd+qyMB7eiNu5A$4kT4fRlKxgPDdoVfIF4cSWMiB9c/nEsMkN3kIs5JucI';

export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** @param stored null where there is no account or it has no password: takes as long and is false */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODY, password);
  return matches && stored !== null;
}
