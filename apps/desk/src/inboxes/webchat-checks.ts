import { createPublicKey } from 'node:crypto';
import { WebchatSettings } from '@app/contracts';
import { type InputIssue, InvalidInput } from '@app/service';
import { originsOf, type Tx } from '@app/store';

/** All forms together, as JSON (bytes): every page of the frame carries them. */
const MOST_FORMS = 64_000;

/** Origins as browsers compare them: `HTTPS://Shop.example/` is `https://shop.example`. What is none is left as it is, to be refused. */
export function withPlainOrigins<Settings extends Readonly<Record<string, unknown>>>(settings: Settings): Settings {
  const { origins } = settings;
  return Array.isArray(origins) ? { ...settings, origins: [...new Set(origins.map(plainOrigin))] } : settings;
}

function plainOrigin(given: unknown): unknown {
  if (typeof given !== 'string' || !URL.canParse(given.trim())) return given;
  const { protocol, origin, pathname, search, hash, username } = new URL(given.trim());
  const isOrigin = /^https?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}` === '';
  return isOrigin ? origin : given;
}

/**
 * What the schema of a web chat cannot see by itself.
 *
 * @param stored as they would be kept
 * @throws InvalidInput with what is wrong at its field
 */
export async function checkWebchat(tx: Tx, stored: unknown): Promise<void> {
  const settings = WebchatSettings.parse(stored);
  const issues = [
    ...settings.origins.flatMap((origin, at) => (isOrigin(origin) ? [] : [issue(`origins.${at}`, 'input-not-origin')])),
    ...(isEd25519(settings.identityPublicKey) ? [] : [issue('identityPublicKey', 'input-not-public-key')]),
    ...(JSON.stringify(settings.forms).length > MOST_FORMS ? [issue('forms', 'input-forms-too-large')] : []),
    ...(await wrongTeams(tx, settings)),
    ...(await wrongMailbox(tx, settings)),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
}

function isOrigin(given: string): boolean {
  return given.length <= 300 && originsOf([given])[0] === given;
}

/** Null: there is none to be looked at. */
function isEd25519(pem: string | null): boolean {
  if (pem === null) return true;
  try {
    return createPublicKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

async function wrongTeams(tx: Tx, { forms }: WebchatSettings): Promise<InputIssue[]> {
  const wanted = forms.flatMap(({ teamId }) => (teamId === null ? [] : [teamId]));
  if (wanted.length === 0) return [];
  const rows = await tx.query<{ id: string }>(`select id from teams where id = any($1::uuid[])`, [wanted]);
  const known = new Set(rows.map(({ id }) => id));
  return forms.flatMap(({ teamId }, at) =>
    teamId === null || known.has(teamId.toLowerCase()) ? [] : [issue(`forms.${at}.teamId`, 'input-no-team')],
  );
}

async function wrongMailbox(tx: Tx, { awayMail }: WebchatSettings): Promise<InputIssue[]> {
  if (awayMail === null) return [];
  const found = await tx.query(`select from inboxes where id = $1 and channel = 'email' and active`, [awayMail.inboxId]);
  return found.length > 0 ? [] : [issue('awayMail.inboxId', 'input-not-mail-inbox')];
}

function issue(field: string, code: string): InputIssue {
  return { field: `settings.${field}`, code: code.replace(/^input-/, ''), message: code, reason: { code, params: {} } };
}
