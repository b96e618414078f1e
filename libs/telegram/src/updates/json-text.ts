/** The value as JSON, however deep it is: `JSON.stringify` ends at some thousand levels, and what came must be kept all the same. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return deepText(value);
  }
}

type Work = { readonly text: string } | { readonly value: unknown };

/** Without recursion. */
function deepText(whole: unknown): string {
  const texts: string[] = [];
  const open: Work[] = [{ value: whole }];
  for (let work = open.pop(); work; work = open.pop()) {
    if ('text' in work) texts.push(work.text);
    else if (typeof work.value === 'object' && work.value !== null) open.push(...inside(work.value).reverse());
    else texts.push(JSON.stringify(work.value));
  }
  return texts.join('');
}

function inside(value: object): Work[] {
  const isList = Array.isArray(value);
  const parts = Object.entries(value).flatMap(([key, item], at): Work[] => {
    const before = (at === 0 ? '' : ',') + (isList ? '' : `${JSON.stringify(key)}:`);
    return [{ text: before }, { value: item }];
  });
  return [{ text: isList ? '[' : '{' }, ...parts, { text: isList ? ']' : '}' }];
}
