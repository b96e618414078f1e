import { DeskError } from '@app/domain';

/** What a thread met at a file, as it can be handed over. */
export type FileTrouble = {
  /** `blob-missing`, `blob-altered`, or the system's; null where it has none. */
  readonly code: string | null;
  readonly message: string;
};

export function fileTrouble(thrown: unknown): FileTrouble {
  if (!(thrown instanceof Error)) return { code: null, message: String(thrown) };
  return { code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null, message: thrown.message };
}

/** The error that it is for whoever wanted the mails: a full or failing disk is waited for. */
export function troubleError({ code, message }: FileTrouble): Error {
  if (code === 'blob-missing') return new DeskError('missing', code, message);
  if (code === 'blob-altered') return new DeskError('invalid', code, message);
  if (code !== null && DISK.has(code)) return new DeskError('unavailable', 'disk-full', message);
  return Object.assign(new Error(message), code === null ? {} : { code });
}

const DISK: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);
