import { uploadFile } from '../api/upload-file.js';
import { asProblem } from '../api/problem.js';
import { changeDraft, draftOf } from './drafts.js';

/** A file of a draft: on its way to the server, there, or refused. */
export type DraftFile = {
  readonly localId: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'sending' | 'done' | 'failed';
  /** Sent, 0 to 1. */
  readonly share: number;
  /** The server's id, once it is there. */
  readonly id?: string;
  readonly problem?: Error;
};

const uploads = new Map<string, { file: File; abort: AbortController }>();

/** Starts uploading files for a ticket's draft; it goes on when the agent looks at another ticket meanwhile. */
export function addFiles(number: number, files: readonly File[]): void {
  for (const file of files) {
    const localId = crypto.randomUUID();
    const draftFile: DraftFile = { localId, name: file.name, size: file.size, state: 'sending', share: 0 };
    changeDraft(number, (draft) => ({ files: [...draft.files, draftFile] }));
    uploads.set(localId, { file, abort: new AbortController() });
    void upload(number, localId);
  }
}

export function retryFile(number: number, localId: string): void {
  changeFile(number, localId, { state: 'sending', share: 0 });
  void upload(number, localId);
}

export function removeFile(number: number, localId: string): void {
  uploads.get(localId)?.abort.abort();
  uploads.delete(localId);
  changeDraft(number, (draft) => ({ files: draft.files.filter((file) => file.localId !== localId) }));
}

async function upload(number: number, localId: string): Promise<void> {
  const started = uploads.get(localId);
  if (!started) return;
  try {
    const { id } = await uploadFile(started.file, (share) => changeFile(number, localId, { share }), started.abort.signal);
    changeFile(number, localId, { state: 'done', share: 1, id });
    uploads.delete(localId);
  } catch (error) {
    if (!started.abort.signal.aborted) changeFile(number, localId, { state: 'failed', problem: asProblem(error) });
  }
}

function changeFile(number: number, localId: string, change: Partial<DraftFile>): void {
  if (!draftOf(number).files.some((file) => file.localId === localId)) return;
  changeDraft(number, (draft) => ({ files: draft.files.map((file) => (file.localId === localId ? { ...file, ...change } : file)) }));
}
