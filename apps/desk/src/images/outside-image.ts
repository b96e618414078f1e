import { DeskError } from '@app/domain';
import { fetchOutside, NotFetched, outside, type Outside, type OutsideRequest } from '@app/outside';
import { shownAs, sniffType } from '@app/store';
import { imageSize } from 'image-size';

/** What the proxy takes, and for how long it waits for all of it, redirects included. */
const PICTURES: OutsideRequest = {
  accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
  agent: 'Mozilla/5.0 (compatible; Otklik image proxy)',
  maxBytes: 5 * 1024 * 1024,
  timeMs: 10_000,
  protocols: ['http:', 'https:'],
};
const MAX_PIXELS = 40_000_000;

/** How pictures are fetched in another world than the internet. */
export type ImageOptions = { readonly outside?: Outside } & Pick<OutsideRequest, 'isAllowedPort'> & Partial<Pick<OutsideRequest, 'timeMs'>>;

export type OutsideImage = { readonly type: string; readonly bytes: Buffer };

/**
 * Fetches a picture that somebody outside names, as `fetchOutside` does: never from our own network (`threat:F1`). What comes is a
 * picture by its first bytes, or nothing.
 *
 * @throws DeskError invalid/image-refused (an address that is not reached, no picture, too large), unavailable/image-away
 */
export async function fetchOutsideImage(
  address: string,
  { outside: world = outside(), ...options }: ImageOptions = {},
): Promise<OutsideImage> {
  const bytes = await bytesOf(address, { ...PICTURES, ...options }, world);
  const type = shownAs(await sniffType(bytes));
  if (type === null) throw refused('it is no picture');
  if (pixelsOf(bytes) > MAX_PIXELS) throw refused('it has too many points');
  return { type, bytes };
}

async function bytesOf(address: string, asked: OutsideRequest, world: Outside): Promise<Buffer> {
  try {
    return (await fetchOutside(address, asked, world)).bytes;
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    if (error.kind === 'refused') throw refused(error.why);
    throw new DeskError('unavailable', 'image-away', `The picture could not be fetched: ${error.why}`, { cause: error });
  }
}

/** A picture of few bytes can be one of many points, which the reader's browser would have to hold. */
function pixelsOf(bytes: Buffer): number {
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return Infinity;
  }
}

function refused(why: string): DeskError {
  return new DeskError('invalid', 'image-refused', `The picture is not fetched: ${why}.`);
}
