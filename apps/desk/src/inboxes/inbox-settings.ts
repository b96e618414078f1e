import {
  type ChangeInbox,
  type Channel,
  type CreateInbox,
  type IdentityKey,
  INBOX_SCHEMAS,
  type TicketSkill,
  inputReason,
} from '@app/contracts';
import { DeskError } from '@app/domain';
import { InvalidInput } from '@app/service';
import { audit, type Caller, Inboxes, readInbox, requestImport, skillIds, sqlState, type Tx } from '@app/store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checkWebchat, withPlainOrigins } from './webchat-checks.js';

/** Adds and changes inboxes, with the skills that their tickets ask for. */
@Injectable()
export class InboxSettings {
  constructor(private readonly inboxes: Inboxes) {}

  /** @throws DeskError conflict/name-taken, missing/team-missing, missing/skill-missing */
  async create(tx: Tx, inbox: CreateInbox, caller: Caller): Promise<string> {
    const { name, team: teamId, language, officeHours } = inbox;
    const settings = inbox.channel === 'webchat' ? withPlainOrigins(inbox.settings) : inbox.settings;
    const secrets = 'secrets' in inbox ? inbox.secrets : {};
    const id = await orTaken(this.inboxes.create(tx, { channel: inbox.channel, name, teamId, language, officeHours, settings, secrets }));
    if (inbox.channel === 'webchat') await checkWebchat(tx, settings);
    if (!inbox.active) await this.inboxes.change(tx, id, { active: false });
    await this.setSkills(tx, id, inbox.skills);
    await audit(tx, { actor: caller.agentId, action: 'inbox.create', subject: id, after: { ...inbox, secrets: undefined } });
    return id;
  }

  /** @throws DeskError missing/inbox-missing, conflict/name-taken; InvalidInput when the settings together are not valid */
  async change(tx: Tx, id: string, { team: teamId, skills, ...change }: ChangeInbox, caller: Caller): Promise<void> {
    const before = await readInbox(tx, id);
    refuseUnknown(before.channel, change);
    const patch = Object.fromEntries(
      Object.entries({ ...change, settings: change.settings && withPlainOrigins(change.settings), teamId }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    await orTaken(this.inboxes.change(tx, id, patch));
    if (before.channel === 'webchat' && change.settings) await checkWebchat(tx, (await readInbox(tx, id)).settings);
    if (skills) await this.setSkills(tx, id, skills);
    await audit(tx, { actor: caller.agentId, action: 'inbox.change', subject: id, before, after: await readInbox(tx, id) });
  }

  /**
   * Asks for older mail of a mailbox. What was taken before is known by its bytes.
   *
   * @throws DeskError missing/inbox-missing, conflict/inbox-reads-no-mailbox
   */
  async importHistory(tx: Tx, id: string, from: string, caller: Caller): Promise<void> {
    const { channel, settings } = await readInbox(tx, id);
    if (channel !== 'email' || settings['imap'] === null)
      throw new DeskError('conflict', 'inbox-reads-no-mailbox', 'This inbox reads no mailbox: there is no older mail.');
    await requestImport(tx, id, from === 'all' ? null : new Date(from));
    await audit(tx, { actor: caller.agentId, action: 'inbox.import', subject: id, after: { from } });
  }

  /** @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel */
  async renewIdentityKey(tx: Tx, id: string, caller: Caller): Promise<IdentityKey> {
    const renewed = await this.inboxes.renewIdentityKey(tx, id);
    await audit(tx, { actor: caller.agentId, action: 'inbox.identity-key', subject: id });
    return renewed;
  }

  private async setSkills(tx: Tx, id: string, skills: readonly TicketSkill[]): Promise<void> {
    const wanted = new Map(skills.map((one) => [one.skill.toLowerCase(), one]));
    const ids = await skillIds(tx, [...wanted.keys()]);
    const rows = [...wanted].map(([name, { level, required }]) => ({ skillId: ids.get(name) ?? '', level, required }));
    await this.inboxes.setSkills(tx, id, rows);
  }
}

/** A change is laid over what is there: a field that the channel does not have would be dropped without a word. */
function refuseUnknown(channel: Channel, change: Pick<ChangeInbox, 'settings' | 'secrets'>): void {
  const issues = (['settings', 'secrets'] as const).flatMap((part) => {
    const known = Object.keys(INBOX_SCHEMAS[channel][part].shape);
    const unknown = Object.keys(change[part] ?? {}).filter((field) => !known.includes(field));
    return unknown.map((field) => ({
      field: `${part}.${field}`,
      code: 'unrecognized-keys',
      message: `Not a field of ${channel}.`,
      reason: { code: 'input-unknown-keys', params: { keys: field } },
    }));
  });
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** Says in our words what the database or the settings' schema refuse. */
async function orTaken<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof z.ZodError) {
      throw new InvalidInput(
        error.issues.map((issue) => ({
          field: ['settings', ...issue.path].join('.'),
          code: issue.code.replaceAll('_', '-'),
          message: issue.message,
          reason: inputReason(issue),
        })),
      );
    }
    if (sqlState(error) === '23505') throw new DeskError('conflict', 'name-taken', 'This name is taken.', { cause: error });
    if (sqlState(error) === '23503') throw new DeskError('missing', 'team-missing', 'There is no such team.', { cause: error });
    throw error;
  }
}
