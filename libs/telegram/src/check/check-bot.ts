import type { CheckStepName, TelegramSettings } from '@app/contracts';
import { asError, type Reason } from '@app/domain';
import { type BotAccount, getMe } from '../client/account.js';
import { BotApi, type BotAddress } from '../client/bot-api.js';
import { getWebhookInfo, type Webhook } from '../client/intake.js';
import { botTrouble } from '../client/trouble.js';
import { type BotStep, failed, good, warning } from './step.js';
import { webhookObstacle } from './webhook-place.js';

/** A bot as it is set up, or is about to be. */
export type BotCheck = BotAddress &
  Pick<TelegramSettings, 'intake' | 'groups'> & {
    /** Where its updates would be brought; of an inbox that is not saved yet, the beginning of it. */
    readonly webhookUrl: string;
    /** Why it cannot be set up whatever Telegram says of it, e.g. another inbox has it. */
    readonly obstacle: Reason | null;
  };

export type CheckedBot = { readonly account: BotAccount | null; readonly steps: readonly BotStep[] };

/** A delivery that failed longer ago says nothing of now, s. */
const RECENT_S = 3_600;

/** Looks at a bot as the product uses it, and changes nothing. @param api given back as it was: whoever made it closes it */
export async function checkBot(api: BotApi, check: BotCheck): Promise<CheckedBot> {
  let account: BotAccount;
  try {
    account = await getMe(api);
  } catch (error) {
    return { account: null, steps: unreached(reasonOf(error)) };
  }
  const token =
    check.obstacle === null
      ? good('bot-token', 'telegram-token-good', { username: account.username })
      : failed('bot-token', check.obstacle);
  return { account, steps: [good('bot-api', 'telegram-reached'), token, await intakeStep(api, check), groupsStep(account, check)] };
}

function unreached(reason: Reason): BotStep[] {
  const rest: CheckStepName[] = ['bot-intake', 'bot-groups'];
  if (reason.code === 'telegram-token-refused') return [good('bot-api', 'telegram-reached'), failed('bot-token', reason, rest)];
  return [failed('bot-api', reason, ['bot-token', ...rest])];
}

async function intakeStep(api: BotApi, check: BotCheck): Promise<BotStep> {
  try {
    const webhook = await getWebhookInfo(api);
    return check.intake === 'webhook' ? webhookStep(webhook, check) : pollingStep(webhook, check);
  } catch (error) {
    return failed('bot-intake', reasonOf(error));
  }
}

function pollingStep({ url }: Webhook, check: BotCheck): BotStep {
  if (url !== '' && !url.startsWith(check.webhookUrl))
    return warning('bot-intake', { code: 'telegram-webhook-foreign', params: { host: hostOf(url) } });
  return good('bot-intake', 'telegram-polled');
}

function webhookStep({ url, lastError, waiting }: Webhook, check: BotCheck): BotStep {
  const obstacle = webhookObstacle(check.webhookUrl, check.apiRoot);
  if (obstacle) return failed('bot-intake', obstacle);
  if (url !== '' && !url.startsWith(check.webhookUrl))
    return warning('bot-intake', { code: 'telegram-webhook-foreign', params: { host: hostOf(url) } });
  if (url === '') return good('bot-intake', 'telegram-webhook-possible');
  if (lastError && lastError.at > Date.now() / 1000 - RECENT_S)
    return warning('bot-intake', { code: 'telegram-webhook-failing', params: { error: lastError.message, waiting } });
  return good('bot-intake', 'telegram-webhook-good');
}

function groupsStep({ canJoinGroups, readsGroups }: BotAccount, { groups }: BotCheck): BotStep {
  if (groups === 'ignore') return good('bot-groups', 'telegram-groups-ignored');
  if (!canJoinGroups) return good('bot-groups', 'telegram-groups-off');
  if (readsGroups) return good('bot-groups', groups === 'always' ? 'telegram-groups-read' : 'telegram-groups-addressed');
  return groups === 'always'
    ? warning('bot-groups', { code: 'telegram-privacy-on', params: {} })
    : good('bot-groups', 'telegram-privacy-fits');
}

/** What a call that threw says, in a step: anything that is no trouble of the Bot API is a fault of ours. */
function reasonOf(error: unknown): Reason {
  const reason = botTrouble(error);
  if (reason === null) throw asError(error);
  return reason;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
