import { DeskError, type Reason } from '@app/domain';
import { forgetUnfetched, noteUnfetched, type Sql, type UnfetchedMail, unfetchedMails } from '@app/store';

/** After so many failed attempts a mail is set aside, and what comes after it goes on (`fail:I4`). */
const ATTEMPTS = 3;
/** Set aside, it is tried again after ten minutes (the line may have been to blame), an hour, and then once a day, ms. */
const AGAIN_MS = [10 * 60_000, 60 * 60_000, 24 * 60 * 60_000];

type At = Pick<UnfetchedMail, 'folder' | 'uidValidity' | 'uid'>;

/**
 * The mails of an inbox that the server would not give. None is forgotten: until one is fetched or gone it is counted, shown and tried
 * again.
 *
 * Kept in the database before the cursor passes one; while the database is away none is passed.
 */
export class Unfetched {
  private mails: Map<string, UnfetchedMail> | null = null;
  /** Fetched together with one that failed: looked at one by one. */
  private readonly suspects = new Set<string>();

  constructor(
    private readonly sql: Sql,
    private readonly inboxId: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Reads what is known; to be called before the rest. */
  async open(): Promise<void> {
    this.mails ??= new Map((await unfetchedMails(this.sql, this.inboxId)).map((mail) => [keyOf(mail), mail]));
  }

  /** Whether it must be fetched by itself. */
  isSuspect(at: At): boolean {
    return this.suspects.has(keyOf(at)) || this.known.has(keyOf(at));
  }

  isSetAside(at: At): boolean {
    return (this.known.get(keyOf(at))?.attempts ?? 0) >= ATTEMPTS;
  }

  /** Those that are set aside. */
  get setAside(): UnfetchedMail[] {
    return [...this.known.values()].filter((mail) => mail.attempts >= ATTEMPTS);
  }

  /** Those of a folder whose time has come. */
  due(folder: string, uidValidity: bigint): UnfetchedMail[] {
    const at = this.now();
    return this.setAside.filter((mail) => mail.folder === folder && mail.uidValidity === uidValidity && mail.nextTryAt <= at);
  }

  /** A batch failed: which of its mails it was will be seen. One alone has failed by itself. @throws what the database says */
  async blame(batch: readonly At[], reason: Reason): Promise<void> {
    const [only] = batch;
    if (batch.length !== 1 || !only) {
      for (const at of batch) this.suspects.add(keyOf(at));
      return;
    }
    const { folder, uidValidity, uid } = only;
    const attempts = (this.known.get(keyOf(only))?.attempts ?? 0) + 1;
    const pauseMs = AGAIN_MS[Math.min(Math.max(attempts - ATTEMPTS, 0), AGAIN_MS.length - 1)] ?? 0;
    const nextTryAt = new Date(this.now().getTime() + pauseMs);
    const mail: UnfetchedMail = { folder, uidValidity, uid, attempts, reason, nextTryAt };
    await noteUnfetched(this.sql, this.inboxId, mail);
    this.known.set(keyOf(only), mail);
  }

  /** It was fetched, or is gone. */
  async forget(at: At): Promise<void> {
    this.suspects.delete(keyOf(at));
    if (!this.known.has(keyOf(at))) return;
    await forgetUnfetched(this.sql, this.inboxId, at);
    this.known.delete(keyOf(at));
  }

  /** Its numbers mean other mails now: all is looked at again anyway. */
  async forgetOthers(folder: string, uidValidity: bigint): Promise<void> {
    for (const mail of this.known.values()) if (mail.folder === folder && mail.uidValidity !== uidValidity) await this.forget(mail);
  }

  /** Of an inbox that has some: in words. */
  get reason(): Reason | null {
    const [first, ...others] = this.setAside;
    if (!first) return null;
    return { code: 'mailbox-mails-unfetched', params: { count: others.length + 1, folder: first.folder, uid: first.uid } };
  }

  private get known(): Map<string, UnfetchedMail> {
    if (this.mails === null) throw new DeskError('unavailable', 'database-away', 'What could not be fetched earlier is not known yet.');
    return this.mails;
  }
}

function keyOf({ folder, uidValidity, uid }: At): string {
  return `${uidValidity} ${uid} ${folder}`;
}
