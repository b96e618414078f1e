import type { ChatLimits } from '@app/contracts';
import { newId } from './new-id.js';
import type { OutgoingFile } from './outgoing.js';
import { Refused } from './session.js';
import { upload } from './upload.js';

/** A file beside the composer, before it is sent. `waiting`: the network failed; it goes with its message. */
export type Draft = OutgoingFile & {
  readonly blob: Blob;
  /** From 0 to 1. */
  readonly progress: number;
  readonly state: 'uploading' | 'ready' | 'waiting';
  /** Of an image: shown while it is chosen. */
  readonly preview: string | null;
};

export type FileProblem = { readonly code: 'file-too-large' | 'too-many-files' | 'file-empty' | 'file-refused'; readonly name: string };

/** Files on their way: uploaded as soon as they are chosen, or with their message when that was not possible. */
export class Files {
  drafts: readonly Draft[] = [];
  private readonly running = new Map<string, Promise<string>>();

  constructor(
    private readonly limits: ChatLimits,
    private readonly token: () => Promise<string>,
    private readonly onChange: () => void,
    private readonly onProblem: (problem: FileProblem) => void,
  ) {}

  add(chosen: readonly File[]): void {
    for (const file of chosen) {
      const problem = this.problemOf(file);
      if (problem) this.onProblem({ code: problem, name: file.name });
      else this.begin(file);
    }
  }

  remove(key: string): void {
    this.drop(this.drafts.filter((draft) => draft.key === key));
  }

  /** Hands the chosen files over to a message. */
  take(): readonly OutgoingFile[] {
    const taken = this.drafts;
    this.drop(taken);
    return taken.map(({ key, name, size, type, blob, id }) => ({ key, name, size, type, id, blob: id === null ? blob : null }));
  }

  /**
   * The server's id of a file, uploading it when that is still to be done.
   *
   * @throws Refused; any other error when the network failed
   */
  idOf(file: OutgoingFile): Promise<string> {
    if (file.id !== null) return Promise.resolve(file.id);
    if (file.blob === null) return Promise.reject(new Refused('file-missing', 404));
    const running =
      this.running.get(file.key) ?? this.token().then((token) => upload({ ...file, blob: file.blob! }, token, this.progressOf(file.key)));
    this.running.set(file.key, running);
    return running.finally(() => this.running.delete(file.key));
  }

  private problemOf(file: File): FileProblem['code'] | null {
    if (this.drafts.length >= this.limits.files) return 'too-many-files';
    if (file.size > this.limits.fileBytes) return 'file-too-large';
    return file.size === 0 ? 'file-empty' : null;
  }

  private begin(file: File): void {
    const preview = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null;
    const { name, size, type } = file;
    const draft: Draft = { key: newId(), name, size, type, blob: file, id: null, progress: 0, state: 'uploading', preview };
    this.drafts = [...this.drafts, draft];
    this.onChange();
    this.idOf(draft).then(
      (id) => this.patch(draft.key, { id, state: 'ready', progress: 1 }),
      (error: unknown) => {
        if (!(error instanceof Refused)) return this.patch(draft.key, { state: 'waiting', progress: 0 });
        if (!this.drafts.some(({ key }) => key === draft.key)) return;
        this.remove(draft.key);
        this.onProblem({ code: 'file-refused', name });
      },
    );
  }

  private progressOf(key: string): (share: number) => void {
    return (progress) => this.patch(key, { progress });
  }

  private patch(key: string, part: Partial<Draft>): void {
    this.drafts = this.drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft));
    this.onChange();
  }

  private drop(some: readonly Draft[]): void {
    for (const { preview } of some) if (preview !== null) URL.revokeObjectURL(preview);
    this.drafts = this.drafts.filter((draft) => !some.includes(draft));
    this.onChange();
  }
}
