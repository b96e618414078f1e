import type { JSX } from 'preact';

/** A text with what stands in braces filled in: whatever direction a name is written in, the sentence around it keeps its own. */
export function Filled({ text, values }: { text: string; values: Readonly<Record<string, string | number>> }): JSX.Element {
  const parts = text.split(/\{(\w+)\}/);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <bdi key={at}>{values[part] ?? `{${part}}`}</bdi>))}</>;
}
