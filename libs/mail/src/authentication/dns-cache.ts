/** Looks a name up, as `resolve` of node:dns/promises does. Rejects with a code: ENOTFOUND and ENODATA are answers, others are not. */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>;

export type DnsCacheOptions = {
  /** Answers kept (default 5,000), the oldest go first. */
  readonly size?: number;
  /** Monotonic, ms. */
  readonly now?: () => number;
};

/** The resolver of Node tells no TTL: keys and policies are published for hours, and changed with the old ones left in place, ms. */
const ANSWER_MS = 300_000;
const ABSENCE_MS = 60_000;
/** A server that does not answer is not asked again by every mail of a batch, ms. */
const TROUBLE_MS = 5_000;

type Entry = { readonly answer: Promise<string[][] | string[]>; until: number };

/** Remembers answers, and asks once where many ask at the same time. */
export function dnsCache(resolve: Resolve, { size = 5_000, now = () => performance.now() }: DnsCacheOptions = {}): Resolve {
  const entries = new Map<string, Entry>();
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const known = entries.get(key);
    if (known && known.until > now()) return known.answer;
    const entry: Entry = { answer: resolve(name, type), until: Infinity };
    entry.answer.then(
      () => (entry.until = now() + ANSWER_MS),
      (error: unknown) => (entry.until = now() + (isAbsence(error) ? ABSENCE_MS : TROUBLE_MS)),
    );
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > size && oldest !== undefined) entries.delete(oldest);
    return entry.answer;
  };
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');
}
