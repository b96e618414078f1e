import { CHAT_LIMITS } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Store, unsentUploads } from '@app/store';
import { Injectable } from '@nestjs/common';

/** What an upload may take of its visitor's budget. */
export type Room = {
  /** Bytes that are let in. */
  readonly bytes: number;
  /** What more is refused by. */
  readonly full: () => DeskError;
  /** The upload is over, however it ended: to be called before it is stored, so that it is not counted twice. */
  readonly leave: () => void;
};

/**
 * Bytes that a visitor has uploaded and not sent: those that are stored, and those that come in here at this moment. Of those that come in to
 * another process nothing is known: each lets in as many.
 */
@Injectable()
export class UploadBudget {
  private readonly comingIn = new Map<string, number>();

  constructor(private readonly store: Store) {}

  /**
   * @param length as its sender says; null: not said
   * @throws DeskError conflict/uploads-full before a byte is read; unavailable/uploads-full where messages that are on their way take up room
   */
  async enter(visitorId: string, length: number | null): Promise<Room> {
    const { bytes: stored, named } = await unsentUploads(this.store, visitorId);
    // From here to the end nobody comes between.
    const before = this.comingIn.get(visitorId) ?? 0;
    const room = CHAT_LIMITS.unsentBytes - stored - before;
    // What is on its way makes room by itself.
    const full = (): DeskError => uploadsFull(named > 0 && (length ?? 1) <= room + named);
    if (room <= 0 || (length !== null && length > room)) throw full();
    const bytes = Math.min(length ?? CHAT_LIMITS.fileBytes, room);
    this.comingIn.set(visitorId, before + bytes);
    return { bytes, full, leave: () => this.leave(visitorId, bytes) };
  }

  private leave(visitorId: string, bytes: number): void {
    const left = (this.comingIn.get(visitorId) ?? 0) - bytes;
    if (left > 0) this.comingIn.set(visitorId, left);
    else this.comingIn.delete(visitorId);
  }
}

function uploadsFull(isForNow: boolean): DeskError {
  const params = { megabytes: CHAT_LIMITS.unsentBytes / 1_000_000 };
  return new DeskError(isForNow ? 'unavailable' : 'conflict', 'uploads-full', 'The visitor has uploaded enough that is not sent.', {
    params,
  });
}
