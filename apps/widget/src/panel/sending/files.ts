import type { ChatLimits } from '@app/contracts';
import type { Cell } from '../state/cell.js';
import type { ChatState } from '../state/chat-state.js';
import type { Draft, FileProblem } from '../state/draft.js';
import { newId } from '../browser/new-id.js';
import type { OutgoingFile } from '../state/outgoing.js';
import { answerOf, Refused } from '../connection/server-answers.js';
import { isPicture } from '../state/shown-pictures.js';
import { upload } from './upload.js';

/** Where chosen files outlive the page. */
export type ChosenFiles = {
  readonly load: () => Promise<readonly OutgoingFile[]>;
  readonly keep: (file: OutgoingFile) => void;
  readonly drop: (key: string) => void;
};

type Upload = { readonly id: Promise<string>; readonly cancel: () => void };

/** Files on their way: uploaded as soon as they are chosen, or with their message when that was not possible. */
export class Files {
  private readonly running = new Map<string, Upload>();

  constructor(
    private readonly limits: ChatLimits,
    private readonly chosen: ChosenFiles,
    private readonly state: Cell<ChatState>,
    private readonly token: () => Promise<string>,
  ) {}

  get drafts(): readonly Draft[] {
    return this.state.value.drafts;
  }

  /** Those that were chosen before the page was loaded anew. */
  async load(): Promise<void> {
    for (const file of await this.chosen.load()) if (file.blob !== null) this.begin({ ...file, blob: file.blob });
  }

  add(chosen: readonly File[]): void {
    this.state.change({ problem: null });
    for (const file of chosen) {
      const problem = this.problemOf(file);
      if (problem) this.state.change({ problem: { code: problem, name: file.name } });
      else this.choose(file);
    }
  }

  remove(key: string): void {
    this.running.get(key)?.cancel();
    this.drop(this.drafts.filter((draft) => draft.key === key));
    this.chosen.drop(key);
  }

  clear(): void {
    for (const { key } of this.drafts) this.remove(key);
  }

  /** Hands the chosen files over to a message; they are kept until `forget`. */
  take(): readonly OutgoingFile[] {
    const taken = this.drafts;
    this.drop(taken);
    return taken.map(plain);
  }

  /** Their message is kept now. */
  forget(files: readonly OutgoingFile[]): void {
    for (const { key } of files) this.chosen.drop(key);
  }

  /**
   * The server's id of a file, uploading it when that is still to be done.
   *
   * @throws Refused; any other error when the network failed
   */
  idOf(file: OutgoingFile): Promise<string> {
    if (file.id !== null) return Promise.resolve(file.id);
    if (file.blob === null) return Promise.reject(new Refused('file-missing'));
    const { blob } = file;
    const running = this.running.get(file.key) ?? this.upload({ ...file, blob });
    this.running.set(file.key, running);
    return running.id.finally(() => this.running.delete(file.key));
  }

  /** A link to a file's bytes that is fresh enough to be followed. */
  async linkTo(fileId: string): Promise<string> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    return (await answerOf<{ url: string }>(fetch(`/chat/v1/files/${fileId}`, { headers }))).url;
  }

  private upload(file: OutgoingFile & { blob: Blob }): Upload {
    const cancelled = new AbortController();
    const onProgress = (progress: number): void => this.patch(file.key, { progress });
    return {
      id: this.token().then((token) => upload(file, token, onProgress, cancelled.signal)),
      cancel: () => cancelled.abort(),
    };
  }

  private problemOf(file: File): FileProblem['code'] | null {
    if (this.drafts.length >= this.limits.files) return 'too-many-files';
    if (file.size > this.limits.fileBytes) return 'file-too-large';
    if (this.drafts.reduce((sum, { size }) => sum + size, file.size) > this.limits.unsentBytes) return 'uploads-full';
    return file.size === 0 ? 'file-empty' : null;
  }

  private choose(file: File): void {
    const { name, size, type } = file;
    const chosen = { key: newId(), name, size, type, blob: file, id: null };
    this.chosen.keep(chosen);
    this.begin(chosen);
  }

  private begin(file: OutgoingFile & { blob: Blob }): void {
    const preview = isPicture(file.type) ? URL.createObjectURL(file.blob) : null;
    const draft: Draft = { ...file, progress: 0, state: 'uploading', preview };
    this.show([...this.drafts, draft]);
    this.idOf(draft).then(
      (id) => this.arrived({ ...file, id }),
      (error: unknown) => this.failed(draft, error),
    );
  }

  private arrived(file: OutgoingFile): void {
    if (!this.has(file.key)) return;
    this.patch(file.key, { id: file.id, state: 'ready', progress: 1 });
    this.chosen.keep(file);
  }

  private failed({ key, name }: Draft, error: unknown): void {
    if (!this.has(key)) return;
    if (!(error instanceof Refused)) return this.patch(key, { state: 'waiting', progress: 0 });
    this.remove(key);
    this.state.change({ problem: { code: error.code === 'uploads-full' ? error.code : 'file-refused', name } });
  }

  private has(key: string): boolean {
    return this.drafts.some((draft) => draft.key === key);
  }

  private patch(key: string, part: Partial<Draft>): void {
    this.show(this.drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  }

  private drop(some: readonly Draft[]): void {
    for (const { preview } of some) if (preview !== null) URL.revokeObjectURL(preview);
    this.show(this.drafts.filter((draft) => !some.includes(draft)));
  }

  private show(drafts: readonly Draft[]): void {
    this.state.change({ drafts });
  }
}

function plain({ key, name, size, type, blob, id }: Draft): OutgoingFile {
  return { key, name, size, type, blob, id };
}
