import { DeskError } from '@app/domain';
import { inboxCheck, mailboxSteps, type Step } from '@app/mailbox';
import { Dns } from '@app/outside';
import type { LocalConfig } from '@app/service';
import { databaseTime } from '@app/store';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

/** So many mailboxes are tested side by side: each takes up to half a minute where a server hangs. */
const AT_ONCE = 4;
const WORST_FIRST = ['failed', 'warning', 'ok'] as const;

/** Each mailbox, as the product uses it: what is not all right of it, and what to do; and the clock, by all of them. */
export async function checkMailboxes(database: OpenedDatabase, config: LocalConfig): Promise<Finding[]> {
  const inboxes = await database.store.query<{ id: string; name: string }>(
    `select id, name from inboxes where channel = 'email' and active order by name`,
  );
  const tested = new Map<string, Tested>();
  const waiting = [...inboxes];
  const work = async (): Promise<void> => {
    for (let inbox = waiting.shift(); inbox; inbox = waiting.shift()) tested.set(inbox.id, await test(inbox.id, database, config));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...inboxes.flatMap(({ id, name }) => findingsOf(name, tested.get(id) ?? [])), ...clockOf([...tested.values()])];
}

type Tested = readonly Step[] | DeskError;

async function test(id: string, { store, inboxes, grants }: OpenedDatabase, { DNS_SERVERS: servers }: LocalConfig): Promise<Tested> {
  try {
    const dns = new Dns(servers === undefined ? {} : { servers });
    const check = inboxCheck(await inboxes.openOne('email', id), { grants, databaseTime: () => databaseTime(store), dns });
    return await mailboxSteps(check);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
}

function findingsOf(name: string, tested: Tested): Finding[] {
  const check = checkOf('mailbox', { name });
  if (tested instanceof DeskError) return [bad(check, tested.reason)];
  const steps = tested.filter(({ step }) => step !== 'clock');
  const amiss = steps.filter(({ level }) => level !== 'ok');
  if (amiss.length === 0) return [good(check, 'doctor-mailbox-good', { count: steps.length })];
  return amiss.map((step) => ({
    check: { ...checkOf('mailbox-step', { name }), details: [{ code: `step-${step.step}`, params: {} }] },
    ...seen(step),
  }));
}

function clockOf(tested: readonly Tested[]): Finding[] {
  const clocks = tested.flatMap((one) => (one instanceof DeskError ? [] : one.filter(({ step }) => step === 'clock')));
  const worst = WORST_FIRST.flatMap((level) => clocks.filter((step) => step.level === level))[0];
  return worst ? [{ check: checkOf('clock'), ...seen(worst) }] : [];
}

function seen({ level, code, params }: Step): Pick<Finding, 'level' | 'detail'> {
  return { level: level === 'failed' ? 'fault' : level, detail: { code, params } };
}
