/** Nothing of this in a text, and there are no marks to be read: most answers need no reader. */
const MAY_BE_MARKED = /\*\*|__|\+\+|~~|`|\]\(|^ {0,3}>/m;

export function mayBeMarked(text: string): boolean {
  return MAY_BE_MARKED.test(text);
}

/** The formatting that an agent gave a text; `html` is null where there is none. The reader is fetched with the first text that needs it. */
export async function readMarks(text: string): Promise<{ readonly html: string | null }> {
  if (!mayBeMarked(text)) return { html: null };
  const { htmlOf } = await import('./markdown.js');
  return { html: htmlOf(text) };
}
