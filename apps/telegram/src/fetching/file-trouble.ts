import { asError, DeskError, type Params, type Reason } from '@app/domain';
import { LineError } from '@app/telegram';
import { TelegramError } from 'telegraf';

/**
 * When trouble with a file is final: `now`; `soon`, after a few tries, since it rarely passes; `late`, after a day of tries, since it is the
 * way to Telegram or Telegram itself; `never`, since it is ours to mend.
 */
export type Final = 'now' | 'soon' | 'late' | 'never';

/** Why a file was not had. No message and no value names its path: a local server's holds the token. */
export class FileTrouble extends Error {
  override readonly name = 'FileTrouble';

  private constructor(
    readonly final: Final,
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
  }

  static tooLarge(megabytes: number): FileTrouble {
    return new FileTrouble('now', tooLarge(megabytes), `The file is larger than ${megabytes} MB.`);
  }

  /** The server names another place than its own: by its path or by a redirect. */
  static elsewhere(final: 'now' | 'soon'): FileTrouble {
    return new FileTrouble(final, reasonOf('telegram-file-elsewhere'), 'The server leads elsewhere for this file.');
  }

  static outsideFolder(): FileTrouble {
    return new FileTrouble('now', reasonOf('telegram-file-outside'), 'The file is not inside the local folder.');
  }

  static noLocalFolder(): FileTrouble {
    return new FileTrouble('late', reasonOf('telegram-local-folder-missing'), 'The server keeps files on its disk, and no folder is set.');
  }

  static unreadable(error: string): FileTrouble {
    return new FileTrouble('late', reasonOf('telegram-file-unreadable', { error }), `The local file cannot be read: ${error}.`);
  }

  static wrongSize(): FileTrouble {
    return new FileTrouble('soon', reasonOf('telegram-file-wrong-size'), 'The file came with another size than Telegram says.');
  }

  static answered(status: number): FileTrouble {
    return new FileTrouble('late', lost(`HTTP ${status}`), `The file server answered ${status}.`);
  }

  static stalled(): FileTrouble {
    return new FileTrouble('late', lost('stalled'), 'The download stands still.');
  }
}

export type Verdict = { readonly final: Final; readonly reason: Reason; readonly retryAfterMs: number | null };

/** What a try that failed means for its file. */
export function verdictOn(thrown: unknown, megabytes: number): Verdict {
  const error = asError(thrown);
  if (error instanceof FileTrouble) return { final: error.final, reason: error.reason, retryAfterMs: null };
  if (error instanceof TelegramError) return verdictOnRefusal(error, megabytes);
  if (error instanceof DeskError && error.code === 'telegram-file-unready') return verdict('late', lost('no path'));
  if (error instanceof DeskError) return verdict(error.fault === 'unavailable' ? 'never' : 'now', error.reason);
  return verdict('late', lost(error instanceof LineError ? error.code : 'cut'));
}

/** The descriptions are the open server's; the documentation lists none. @see https://github.com/tdlib/telegram-bot-api */
function verdictOnRefusal({ code, description, parameters }: TelegramError, megabytes: number): Verdict {
  if (code === 400 && /file is too big/i.test(description)) return verdict('now', tooLarge(megabytes));
  const refused = reasonOf('telegram-file-refused', { description });
  if (code === 400) return verdict(/temporarily/i.test(description) ? 'soon' : 'now', refused);
  return { ...verdict('late', lost(`HTTP ${code}`)), retryAfterMs: (parameters?.retry_after ?? 0) * 1000 || null };
}

function verdict(final: Final, reason: Reason): Verdict {
  return { final, reason, retryAfterMs: null };
}

export function tooLarge(megabytes: number): Reason {
  return reasonOf('telegram-file-too-large', { megabytes });
}

/** What is said of a file that is still tried. */
export function meanwhile(reason: Reason): Reason {
  return reason.code === 'telegram-file-lost' ? { ...reason, code: 'telegram-file-awaited' } : reason;
}

function lost(error: string): Reason {
  return reasonOf('telegram-file-lost', { error });
}

function reasonOf(code: string, params: Params = {}): Reason {
  return { code, params };
}
