import { type Language, WebchatSettings } from '@app/contracts';
import type { Store } from '../database/store.js';
import type { Inboxes } from '../inboxes/inboxes.js';
import { changeOrganisation } from '../people/organisation.js';
import { addTeam } from '../people/teams.js';

/**
 * Makes a first start show something: a team, and the web chat of the demo page.
 *
 * Only where there is no team and no inbox yet. Called by `standalone` at its start and by `otklik migrate`, where no bootstrap file
 * says what should be; two at once wait for each other.
 *
 * @param demoOrigin of the page that embeds the chat
 * @returns whether it made them
 */
export function makeFirstContent(
  { store, inboxes }: { readonly store: Store; readonly inboxes: Inboxes },
  { demoOrigin, language }: { readonly demoOrigin: string; readonly language: Language },
): Promise<boolean> {
  return store.transaction(async (tx) => {
    await tx.query('select from organisation for update');
    const [there] = await tx.query<{ found: boolean }>('select exists (select from teams) or exists (select from inboxes) as found');
    if (there?.found) return false;
    await changeOrganisation(tx, { language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    const teamId = await addTeam(tx, 'Support', []);
    const settings = WebchatSettings.parse({ origins: [demoOrigin] });
    await inboxes.create(tx, { channel: 'webchat', name: 'site', teamId, settings, secrets: {} });
    return true;
  });
}
