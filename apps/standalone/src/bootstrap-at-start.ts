import { readFile } from 'node:fs/promises';
import { asError, DeskError } from '@app/domain';
import { Config, Log } from '@app/service';
import { applyBootstrap, Inboxes, Secrets, Store } from '@app/store';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Applies the file that OTKLIK_BOOTSTRAP names, at every start: what it says changes only where the file itself changed. */
@Injectable()
export class BootstrapAtStart implements OnModuleInit {
  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** @throws DeskError invalid/bootstrap-invalid, missing/bootstrap-unreadable */
  async onModuleInit(): Promise<void> {
    const file = this.config.OTKLIK_BOOTSTRAP;
    if (file === undefined) return;
    const { created, changed, warnings } = await applyBootstrap(
      { store: this.store, inboxes: this.inboxes, secrets: this.secrets },
      await read(file),
    );
    this.log.info('bootstrap file applied', { created: created.length, changed: changed.length, warnings: warnings.length });
    for (const warning of warnings) process.stdout.write(`  ${warning}\n`);
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const params = { file, why: asError(cause).message };
    throw new DeskError('missing', 'bootstrap-unreadable', `The bootstrap file ${file} cannot be read: ${params.why}`, { cause, params });
  }
}
