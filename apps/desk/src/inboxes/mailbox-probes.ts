import type { Probe, ProbeMailbox } from '@app/contracts';
import { findMailbox, type FoundMailbox } from '@app/mailbox';
import { Dns, outside } from '@app/outside';
import { Config, type Words } from '@app/service';
import { Injectable } from '@nestjs/common';
import { stepAnswer } from './step-answer.js';

/** Finds the servers of mailboxes by their addresses, for whoever sets them up. */
@Injectable()
export class MailboxProbes {
  constructor(private readonly config: Config) {}

  async probe(asked: ProbeMailbox): Promise<FoundMailbox> {
    const { DNS_SERVERS: servers, OUTBOUND_ALLOW: allow } = this.config;
    const dns = new Dns({ servers });
    return await findMailbox(asked, { dns, outside: outside({ dns, allow }) });
  }
}

/** In the words of the caller. */
export function probeAnswer({ settings, source, provider, steps }: FoundMailbox, catalog: Words): Probe {
  return {
    settings: settings && { ...settings },
    source,
    provider: provider && {
      id: provider.id,
      name: provider.name,
      signIn: [...provider.signIn.ways],
      hint: provider.signIn.hint === null ? null : catalog.reason({ code: provider.signIn.hint, params: {} }),
      url: provider.signIn.url,
    },
    bot: null,
    steps: steps.map((step) => stepAnswer(step, catalog, 'unsaved')),
  };
}
