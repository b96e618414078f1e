import { createPublicKey } from 'node:crypto';
import { ChatIdentity } from '@app/contracts';
import { DeskError, oneLine } from '@app/domain';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';

/** By what an inbox knows its site's users. */
export type IdentityKeys = {
  readonly inboxId: string;
  /** HS256: the text itself is the secret, as sites hand it to their libraries. Null: none was made yet. */
  readonly key: string | null;
  readonly previous: { readonly key: string; readonly until: Date } | null;
  /** EdDSA: PEM (SPKI). */
  readonly publicKey: string | null;
};

/** Whom a site has named. */
export type Named = {
  readonly subject: string;
  /** On one line; null: none, or nothing of it shows. */
  readonly name: string | null;
  /** Only where the site says that it is the user's. */
  readonly email: string | null;
};

/** A site makes one when its page asks: one that is good for longer can be stolen for longer, seconds. */
const LONGEST_S = 5 * 60;
/** Clocks differ, either way, seconds. */
const LEEWAY_S = 30;
const LONGEST_NAME = 120;

/**
 * Whom a site's JWT names (`threat:A19`). The algorithm follows from the key, never the key from what the token says of itself: embedded and
 * linked keys are not looked at.
 *
 * @throws DeskError identity-key-missing, identity-malformed, identity-forged, identity-foreign, identity-expired, identity-too-long-lived
 */
export async function verifyIdentity(token: string, keys: IdentityKeys, now: Date): Promise<Named> {
  const payload = await verified(token, keys, now);
  const { aud, exp = 0, sub } = payload;
  if (!isOnly(aud, keys.inboxId)) throw new DeskError('forbidden', 'identity-foreign', 'The identity was made for another web chat.');
  if (exp > now.getTime() / 1_000 + LONGEST_S + LEEWAY_S)
    throw new DeskError('forbidden', 'identity-too-long-lived', 'An identity may be good for five minutes at most.');
  const { success, data } = ChatIdentity.pick({ sub: true }).safeParse({ sub });
  if (!success || !data.sub.isWellFormed() || data.sub.includes('\0')) throw malformed('sub');
  return { subject: data.sub, name: nameIn(payload), email: emailIn(payload) };
}

async function verified(token: string, keys: IdentityKeys, now: Date): Promise<JWTPayload> {
  const { alg, candidates } = candidatesFor(token, keys, now);
  let refused: unknown = forged();
  for (const key of candidates) {
    try {
      const rules = {
        algorithms: [alg],
        audience: keys.inboxId,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: LEEWAY_S,
        currentDate: now,
      };
      return (await jwtVerify(token, key, rules)).payload;
    } catch (error) {
      refused = error;
      // Only another key may change it.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
    }
  }
  throw told(refused);
}

type Candidates = { readonly alg: string; readonly candidates: readonly Parameters<typeof jwtVerify>[1][] };

function candidatesFor(token: string, { key, previous, publicKey }: IdentityKeys, now: Date): Candidates {
  const secrets = [key, previous !== null && previous.until > now ? previous.key : null].flatMap((text) =>
    text === null ? [] : [new TextEncoder().encode(text)],
  );
  if (secrets.length === 0 && publicKey === null)
    throw new DeskError('conflict', 'identity-key-missing', 'This web chat has no key for identities.');
  const alg = algorithmOf(token);
  if (alg === 'HS256') return { alg, candidates: secrets };
  if (alg === 'EdDSA' && publicKey !== null) return { alg, candidates: [createPublicKey(publicKey)] };
  throw forged();
}

function algorithmOf(token: string): unknown {
  try {
    return decodeProtectedHeader(token).alg;
  } catch {
    throw malformed('header');
  }
}

function told(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  if (error instanceof errors.JWTExpired) return new DeskError('forbidden', 'identity-expired', 'The identity has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim !== 'aud' || error.reason === 'missing') return malformed(error.claim);
    return new DeskError('forbidden', 'identity-foreign', 'The identity was made for another web chat.');
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return malformed('token');
  return forged();
}

/** As a text or as a list of one: a token for several listeners is none for us. */
function isOnly(aud: string | readonly string[] | undefined, inboxId: string): boolean {
  return Array.isArray(aud) ? aud.length === 1 && aud[0] === inboxId : aud === inboxId;
}

function nameIn({ name }: JWTPayload): string | null {
  if (typeof name !== 'string' || !SHOWS.test(name)) return null;
  return oneLine(name.slice(0, 2_000).toWellFormed(), LONGEST_NAME);
}

function emailIn({ email, email_verified }: JWTPayload): string | null {
  const { success, data } = ChatIdentity.shape.email.safeParse(email);
  return email_verified === true && success ? (data ?? null) : null;
}

/** Zero-width signs, fillers and the Braille blank stand in names that are to look empty. */
const SHOWS = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

function forged(): DeskError {
  return new DeskError('forbidden', 'identity-forged', 'The identity is not signed by the key of this web chat.');
}

/** @param part which part of the token, or claim */
function malformed(part: string): DeskError {
  return new DeskError('invalid', 'identity-malformed', `The identity is not as it must be: ${part}.`, { params: { part } });
}
