import type { BotProfile } from '@app/contracts';
import type { BotProfileRow } from '@app/store';
import type { FileLinks } from '../files/file-links.js';

/** What a bot says of itself, its picture by a link that whoever may see it can follow. */
export function botProfile({ id, username, name, picture, readsGroups }: BotProfileRow, links: FileLinks): BotProfile {
  return { id, username, name, picture: picture === null ? null : links.urlOf({ picture }), readsGroups };
}
