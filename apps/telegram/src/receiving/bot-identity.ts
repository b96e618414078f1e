import { botCommands } from '@app/domain';
import { LANGUAGES } from '@app/service';
import { type Blobs, noteBotProfile, type OpenInbox, readOrganisation, type Store } from '@app/store';
import { type BotAccount, type BotApi, botTrouble, fetchPicture, getMe, setMyCommands } from '@app/telegram';

const REFRESH_MS = 3_600_000;

export type IdentityPorts = { readonly blobs: Blobs; readonly store: Store };

/** What a bot is called and looks like, as Telegram has it; and the commands that Telegram shows of it. */
export class BotIdentity {
  private name: string | null = null;
  private isNoted = false;
  /** SHA-256 of a blob, hex; null: it has none; undefined: not looked at yet. */
  private picture: string | null | undefined;
  private hasCommands = false;

  constructor(
    private readonly api: BotApi,
    private readonly inbox: Pick<OpenInbox<'telegram'>, 'id' | 'language'>,
    private readonly ports: IdentityPorts,
  ) {}

  get username(): string | null {
    return this.name;
  }

  /** Resolves when the user name is known: what is addressed to the bot names it. @throws what the Bot API throws */
  async known(signal: AbortSignal): Promise<void> {
    this.name ??= (await getMe(this.api, { signal })).username;
  }

  /** Resolves when every process can know the user name. @throws what the Bot API and the database throw */
  async noted(signal: AbortSignal): Promise<void> {
    if (!this.isNoted) await this.note(await getMe(this.api, { signal }));
  }

  /** @returns ms until it is to be looked at again */
  async refresh(signal: AbortSignal): Promise<number> {
    const account = await getMe(this.api, { signal });
    await this.lookAtPicture(signal);
    await this.note(account);
    if (!this.hasCommands) await this.tellCommands(signal);
    return REFRESH_MS;
  }

  private async note({ id, username, name, readsGroups }: BotAccount): Promise<void> {
    const { picture } = this;
    this.name = username;
    await noteBotProfile(this.ports.store, this.inbox.id, { id, username, name, readsGroups, ...(picture !== undefined && { picture }) });
    this.isNoted = true;
  }

  /** One that cannot be had now is left as it is: the rest is worth knowing all the same. */
  private async lookAtPicture(signal: AbortSignal): Promise<void> {
    try {
      const bytes = await fetchPicture(this.api, { signal });
      this.picture = bytes === null ? null : (await this.ports.blobs.put(bytes)).sha256;
    } catch (error) {
      if (signal.aborted || botTrouble(error) === null) throw error;
    }
  }

  /** Telegram shows them in the language of the customer, or in the first for languages that we do not have. */
  private async tellCommands(signal: AbortSignal): Promise<void> {
    const first = this.inbox.language ?? (await readOrganisation(this.ports.store)).language;
    await setMyCommands(this.api, { commands: botCommands(first), language: null }, { signal });
    for (const language of LANGUAGES) await setMyCommands(this.api, { commands: botCommands(language), language }, { signal });
    this.hasCommands = true;
  }
}
