import { MAX_HEADER_BYTES, readHeaderBlock } from '../head/header-block.js';

/** What a mail's header has that can tell whether its sender is who the address says. */
export type AuthenticationClues = {
  /** Authentication-Results fields (RFC 8601), topmost first, without their name. Anybody can have written them. */
  readonly results: readonly string[];
  readonly signatures: SignatureClue;
};

/** Whether there is a DKIM-Signature or ARC-Seal to verify. `many`: more than any honest mail has, which are left alone. */
export type SignatureClue = 'none' | 'some' | 'many';

/** Each signature may ask for another walk through the body. */
const MOST_SIGNATURES = 10;

/** More fields than this, or longer ones, no honest mail server writes. */
const MOST_RESULTS = 20;
const LONGEST_RESULT = 8_192;

/** Reads the header alone, in linear time; one without any of these fields is not taken apart. */
export function authenticationClues(raw: Buffer): AuthenticationClues {
  if (!mayHaveClues(raw)) return NO_CLUES;
  const { fields } = readHeaderBlock(raw);
  return {
    results: fields
      .filter((field) => field.name === 'authentication-results' && field.value.length <= LONGEST_RESULT)
      .slice(0, MOST_RESULTS)
      .map((field) => field.value),
    signatures: signatureClue(fields.map((field) => field.name)),
  };
}

const NO_CLUES: AuthenticationClues = { results: [], signatures: 'none' };
const CLUE = /^(?:authentication-results|dkim-signature|arc-seal)[ \t]*:/im;

function mayHaveClues(raw: Buffer): boolean {
  const end = raw.indexOf('\r\n\r\n');
  return CLUE.test(raw.toString('latin1', 0, Math.min(end === -1 ? raw.length : end, MAX_HEADER_BYTES)));
}

function signatureClue(names: readonly string[]): SignatureClue {
  if (names.filter((name) => name === 'dkim-signature').length > MOST_SIGNATURES) return 'many';
  return names.includes('dkim-signature') || names.includes('arc-seal') ? 'some' : 'none';
}
