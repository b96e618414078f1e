import type { RawDecoder } from '../head/encoded-words.js';
import { firstValueOf, unfold } from '../head/header-block.js';
import { readStructured } from './parameters.js';
import type { Part } from './part-tree.js';

/** What a leaf's header says of how it is to be shown. */
export type PartFacts = {
  /** `attachment` for every word that is not `inline` (RFC 2183 2.8); null where nothing is said. */
  readonly disposition: 'attachment' | 'inline' | null;
  /** As it was given, decoded; null where there is none. */
  readonly filename: string | null;
  /** Without angle brackets. */
  readonly contentId: string | null;
  /** A name within the mail, of parts that have no id (RFC 2557). */
  readonly location: string | null;
};

export function factsOf(part: Part, raw: RawDecoder): PartFacts {
  const disposition = readStructured(firstValueOf(part.header, 'content-disposition') ?? '', raw);
  const type = readStructured(firstValueOf(part.header, 'content-type') ?? '', raw);
  // A field of a form has a name, and is no file for that.
  const isField = disposition.value === 'form-data';
  const names = [
    disposition.parameters.get('filename'),
    isField ? undefined : disposition.parameters.get('name'),
    type.parameters.get('name'),
    type.parameters.get('filename'),
  ];
  const given = names.filter((name) => name !== undefined && name.trim() !== '');
  return {
    disposition: dispositionOf(disposition.value),
    // Gateways turn letters that they cannot write into question marks, often in one of the two names only.
    filename: given.find((name) => !LOST_LETTERS.test(name ?? '')) ?? given[0] ?? null,
    contentId: unfold(firstValueOf(part.header, 'content-id') ?? '').replace(/^\s*<?|>?\s*$/g, '') || null,
    location: unfold(firstValueOf(part.header, 'content-location') ?? '').replace(/^["<]|[">]$/g, '') || null,
  };
}

const LOST_LETTERS = /\?{3,}|\ufffd/;

function dispositionOf(word: string): PartFacts['disposition'] {
  if (word === '' || word === 'form-data') return null;
  return word === 'inline' ? 'inline' : 'attachment';
}
