import { areApart, ChatForm, plainLine, type SettingsInput, WebchatSettings } from '@app/contracts';
import { DeskError } from '@app/domain';
import { z } from 'zod';
import type { Sql } from '../database/sql.js';

const Name = plainLine().min(1).max(100);
const chat = WebchatSettings.shape;

/** What the file need not say of a web chat. It names teams and mailboxes where the API has their ids. */
export const WebchatChoices = z
  .object({
    origins: chat.origins.unwrap(),
    nullOrigin: chat.nullOrigin.unwrap(),
    colour: chat.colour.unwrap(),
    position: chat.position.unwrap(),
    texts: chat.texts.unwrap(),
    forms: z
      .array(ChatForm.omit({ teamId: true }).extend({ team: Name.nullable().default(null) }))
      .max(20)
      .superRefine(areApart),
    askAddress: chat.askAddress.unwrap(),
    awayMail: z.strictObject({ inbox: Name, afterMinutes: z.int().min(1).max(1_440).default(10) }).nullable(),
    identityPublicKey: chat.identityPublicKey.unwrap(),
  })
  .partial();
type WebchatChoices = z.infer<typeof WebchatChoices>;

/**
 * What the file says of a web chat, as it is stored.
 *
 * @throws DeskError invalid/bootstrap-no-inbox
 */
export async function webchatParts(sql: Sql, said: WebchatChoices): Promise<SettingsInput<'webchat'>> {
  const { forms, awayMail, ...rest } = said;
  const plain = Object.fromEntries(Object.entries(rest).filter(([field, value]) => field in chat && value !== undefined));
  return {
    ...plain,
    ...(forms && {
      forms: await Promise.all(forms.map(async ({ team, ...form }) => ({ ...form, teamId: team && (await teamOf(sql, team)) }))),
    }),
    ...(awayMail !== undefined && {
      awayMail: awayMail && { inboxId: await mailboxOf(sql, awayMail.inbox), afterMinutes: awayMail.afterMinutes },
    }),
  };
}

async function teamOf(sql: Sql, name: string): Promise<string> {
  const [row] = await sql.query<{ id: string }>(`select id from teams where name = $1`, [name]);
  if (!row) throw new Error(`The team ${name} was checked and is missing.`);
  return row.id;
}

/** Of those that the database knows already, this is the first to see which are mailboxes. */
async function mailboxOf(sql: Sql, name: string): Promise<string> {
  const [row] = await sql.query<{ id: string }>(`select id from inboxes where name = $1 and channel = 'email'`, [name]);
  if (!row)
    throw new DeskError('invalid', 'bootstrap-no-inbox', `There is no mailbox ${name}.`, { params: { place: 'awayMail.inbox', name } });
  return row.id;
}
