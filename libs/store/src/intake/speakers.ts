import { type Language, TelegramSettings } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import type { IncomingCommand } from './incoming.js';

/** In whose name a bot speaks to a customer, and in which language. */
export type Speaker = {
  readonly language: Language;
  readonly organisation: string;
  /** The inbox's own words to who presses Start; null: the product's. */
  readonly greeting: string | null;
};

/** What is needed to answer commands. */
export async function readSpeakers(sql: Sql, commands: readonly IncomingCommand[]): Promise<{ of(command: IncomingCommand): Speaker }> {
  const inboxes = await sql.query<{ id: string; language: Language; organisation: string; greeting: unknown }>(
    `select i.id, coalesce(i.language, o.language) as language, o.name as organisation, i.settings -> 'greeting' as greeting
     from inboxes i, organisation o where i.id = any($1)`,
    [[...new Set(commands.map(({ inboxId }) => inboxId))]],
  );
  const contacts = await sql.query<{ address: string; language: string | null }>(
    `select d.address, c.language from identities d join contacts c on c.id = d.contact_id
     where d.channel = 'telegram' and d.address = any($1) and d.proved_at is not null`,
    [[...new Set(commands.map(({ sender }) => sender.address))]],
  );
  const byInbox = new Map(inboxes.map((row) => [row.id, row]));
  const byAddress = new Map(contacts.map((row) => [row.address, row.language]));
  return {
    of: ({ inboxId, sender }) => {
      const inbox = byInbox.get(inboxId);
      if (!inbox) throw new DeskError('missing', 'inbox-missing', 'The inbox of a command is not configured here.');
      const language = spoken(sender.language) ?? spoken(byAddress.get(sender.address) ?? null) ?? inbox.language;
      const greeting = TelegramSettings.shape.greeting.parse(inbox.greeting ?? undefined)[language];
      return { language, organisation: inbox.organisation, greeting };
    },
  };
}

/** Of the languages that we speak: of Telegram as the customer has set it (`model.md` 7), e.g. `ru`, `en-GB`. */
function spoken(tag: string | null): Language | null {
  const language = tag?.toLowerCase().split('-')[0];
  return language === 'ru' || language === 'en' ? language : null;
}
