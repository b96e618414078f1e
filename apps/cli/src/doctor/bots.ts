import { DeskError } from '@app/domain';
import type { LocalConfig } from '@app/service';
import { BotApi, type BotStep, checkBot, webhookUrl } from '@app/telegram';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

const AT_ONCE = 4;
const PATIENCE_MS = 10_000;

/** Each bot, as the product uses it: what is not all right of it, and what to do. */
export async function checkBots({ store, inboxes }: OpenedDatabase, config: LocalConfig): Promise<Finding[]> {
  const waiting = await store.query<{ id: string; name: string }>(
    `select id, name from inboxes where channel = 'telegram' and active order by name`,
  );
  const all = [...waiting];
  const tested = new Map<string, Tested>();
  const work = async (): Promise<void> => {
    for (let inbox = waiting.shift(); inbox; inbox = waiting.shift()) tested.set(inbox.id, await test(inbox.id, inboxes, config));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return all.flatMap(({ id, name }) => findingsOf(name, tested.get(id) ?? []));
}

type Tested = readonly BotStep[] | DeskError;

async function test(id: string, inboxes: OpenedDatabase['inboxes'], { PUBLIC_SITE_URL }: LocalConfig): Promise<Tested> {
  try {
    const { settings, secrets } = await inboxes.openOne('telegram', id);
    const other = await inboxes.inboxOfBot(secrets.token, id);
    const obstacle = other === null ? null : { code: 'telegram-bot-taken', params: { inbox: other } };
    const api = new BotApi({ ...settings, ...secrets }, PATIENCE_MS);
    try {
      return (await checkBot(api, { ...settings, ...secrets, obstacle, webhookUrl: webhookUrl(PUBLIC_SITE_URL, id) })).steps;
    } finally {
      api.close();
    }
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
}

function findingsOf(name: string, tested: Tested): Finding[] {
  const check = checkOf('bot', { name });
  if (tested instanceof DeskError) return [bad(check, tested.reason)];
  const amiss = tested.filter(({ level }) => level !== 'ok');
  if (amiss.length === 0) return [good(check, 'doctor-bot-good', { count: tested.length })];
  return amiss.map(({ step, level, code, params }) => ({
    check: { ...checkOf('bot-step', { name }), details: [{ code: `step-${step}`, params: {} }] },
    level: level === 'failed' ? 'fault' : 'warning',
    detail: { code, params },
  }));
}
