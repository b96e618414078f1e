import { FORWARD_PREFIXES } from './words/quote-words.js';
import { keyOf, wordSet } from './word-lists.js';

/** Whether the subject of a mail says that it hands another one on: `Fwd:`, `WG:`, `TR:`. */
export function isForwardSubject(subject: string): boolean {
  const prefix = /^\s*([^\s:：]{1,14})\s?[:：]/.exec(subject.slice(0, 100))?.[1];
  return prefix !== undefined && PREFIXES.has(keyOf(prefix).replace(/[[(]\d+[\])]$/, ''));
}

const PREFIXES = wordSet(FORWARD_PREFIXES);
