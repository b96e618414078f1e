import type { ChangeInbox, CreateInbox, TicketSkill } from '@app/contracts';
import { DeskError } from '@app/domain';
import { InvalidInput } from '@app/service';
import { audit, type Caller, Inboxes, readInbox, skillIds, sqlState, type Tx } from '@app/store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Adds and changes inboxes, with the skills that their tickets ask for. */
@Injectable()
export class InboxSettings {
  constructor(private readonly inboxes: Inboxes) {}

  /** @throws DeskError conflict/name-taken, missing/team-missing, missing/skill-missing */
  async create(tx: Tx, inbox: CreateInbox, caller: Caller): Promise<string> {
    const { name, team: teamId, language, settings } = inbox;
    const secrets = 'secrets' in inbox ? inbox.secrets : {};
    const id = await orTaken(this.inboxes.create(tx, { channel: inbox.channel, name, teamId, language, settings, secrets }));
    if (!inbox.active) await this.inboxes.change(tx, id, { active: false });
    await this.setSkills(tx, id, inbox.skills);
    await audit(tx, { actor: caller.agentId, action: 'inbox.create', subject: id, after: { ...inbox, secrets: undefined } });
    return id;
  }

  /** @throws DeskError missing/inbox-missing, conflict/name-taken; InvalidInput when the settings together are not valid */
  async change(tx: Tx, id: string, { team: teamId, skills, ...change }: ChangeInbox, caller: Caller): Promise<void> {
    const before = await readInbox(tx, id);
    const patch = Object.fromEntries(Object.entries({ ...change, teamId }).filter(([, value]) => value !== undefined));
    await orTaken(this.inboxes.change(tx, id, patch));
    if (skills) await this.setSkills(tx, id, skills);
    await audit(tx, { actor: caller.agentId, action: 'inbox.change', subject: id, before, after: await readInbox(tx, id) });
  }

  private async setSkills(tx: Tx, id: string, skills: readonly TicketSkill[]): Promise<void> {
    const wanted = new Map(skills.map((one) => [one.skill.toLowerCase(), one]));
    const ids = await skillIds(tx, [...wanted.keys()]);
    const rows = [...wanted].map(([name, { level, required }]) => ({ skillId: ids.get(name) ?? '', level, required }));
    await this.inboxes.setSkills(tx, id, rows);
  }
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
        })),
      );
    }
    if (sqlState(error) === '23505') throw new DeskError('conflict', 'name-taken', 'This name is taken.', { cause: error });
    if (sqlState(error) === '23503') throw new DeskError('missing', 'team-missing', 'There is no such team.', { cause: error });
    throw error;
  }
}
