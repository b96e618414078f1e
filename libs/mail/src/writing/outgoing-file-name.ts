import { safeFileName } from '../mime/file-name.js';

const ESCAPE = /%[0-9a-f]{2}/i;

/**
 * The name of a file as every program reads it back: `safeFileName`, without what some take for an encoding and decode.
 *
 * Two apostrophes look like `charset'language'` (RFC 2231), an escape like one of a link's: what was percent-encoded is decoded here, once.
 *
 * @param ordinal where the file stands in the mail, from 1
 */
export function outgoingFileName(given: string, contentType: string, ordinal: number): string {
  const name = safeFileName(decoded(given), contentType, ordinal);
  const quiet = /'.*'/.test(name) ? name.replaceAll("'", '’') : name;
  return ESCAPE.test(quiet) ? quiet.replaceAll('%', '％') : quiet;
}

function decoded(name: string): string {
  if (!ESCAPE.test(name)) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
