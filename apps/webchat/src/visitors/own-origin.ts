import { DeskError } from '@app/domain';

/**
 * The frame's page talks to where it came from; no other page may speak for it.
 *
 * @param origin of the request's header
 * @throws DeskError forbidden/origin-refused
 */
export function refuseForeignOrigin(origin: string | undefined, publicSiteUrl: string): void {
  if (origin !== undefined && origin === new URL(publicSiteUrl).origin) return;
  throw new DeskError('forbidden', 'origin-refused', 'Only the chat’s own page may call this.');
}
