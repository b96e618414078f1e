import type { OutgoingFile } from './outgoing.js';

/** A file beside the composer, before it is sent. `waiting`: the network failed; it goes with its message. */
export type Draft = OutgoingFile & {
  readonly blob: Blob;
  /** From 0 to 1. */
  readonly progress: number;
  readonly state: 'uploading' | 'ready' | 'waiting';
  /** Of an image: shown while it is chosen. */
  readonly preview: string | null;
};

export type FileProblem = {
  readonly code: 'file-too-large' | 'uploads-full' | 'too-many-files' | 'file-empty' | 'file-refused' | 'no-link';
  readonly name: string;
};
