import { uploadFile } from '../api/upload-file.js';
import { asProblem } from '../api/problem.js';
import type { DraftFile, DraftId } from './draft.js';
import { changeDraft, draftOf } from './drafts.js';

const uploads = new Map<string, { file: File; abort: AbortController }>();

/** Starts uploading files for a draft; it goes on when the agent looks at another ticket meanwhile. */
export function addFiles(id: DraftId, files: readonly File[]): void {
  for (const file of files) {
    const localId = crypto.randomUUID();
    const draftFile: DraftFile = { localId, name: file.name, size: file.size, state: 'sending', share: 0 };
    changeDraft(id, (draft) => ({ files: [...draft.files, draftFile] }));
    uploads.set(localId, { file, abort: new AbortController() });
    void upload(id, localId);
  }
}

export function retryFile(id: DraftId, localId: string): void {
  changeFile(id, localId, { state: 'sending', share: 0 });
  void upload(id, localId);
}

export function removeFile(id: DraftId, localId: string): void {
  uploads.get(localId)?.abort.abort();
  uploads.delete(localId);
  changeDraft(id, (draft) => ({ files: draft.files.filter((file) => file.localId !== localId) }));
}

async function upload(id: DraftId, localId: string): Promise<void> {
  const started = uploads.get(localId);
  if (!started) return;
  try {
    const uploaded = await uploadFile(started.file, (share) => changeFile(id, localId, { share }), started.abort.signal);
    changeFile(id, localId, { state: 'done', share: 1, id: uploaded.id });
    uploads.delete(localId);
  } catch (error) {
    if (!started.abort.signal.aborted) changeFile(id, localId, { state: 'failed', problem: asProblem(error) });
  }
}

function changeFile(id: DraftId, localId: string, change: Partial<DraftFile>): void {
  if (!draftOf(id).files.some((file) => file.localId === localId)) return;
  changeDraft(id, (draft) => ({ files: draft.files.map((file) => (file.localId === localId ? { ...file, ...change } : file)) }));
}
