import { isBlank, type Line, MAX_FORM_LENGTH, skipBlank } from './lines.js';
import { FIELDS } from './words/quote-words.js';
import { keyOf } from './word-lists.js';

export type FieldRole = keyof typeof FIELDS;

/** The header of an earlier mail, as Outlook and others write it into the text: `From: ... Sent: ... To: ... Subject: ...`. */
export type QuotedHeader = {
  /** The line behind its last. */
  readonly to: number;
  readonly fields: Readonly<Partial<Record<FieldRole, string>>>;
};

/** Lines that one field's value may be broken into: long lists of recipients. */
const MAX_CONTINUATION = 4;

/**
 * The header that begins at `at`, or null when these lines are no header.
 *
 * Letters have lines with colons too: it takes the author or the recipient, and an address, a subject beside the author,
 * or a ruled line above.
 *
 * @param ruled whether a line above says that an earlier mail begins here
 */
export function quotedHeaderAt(lines: readonly Line[], at: number, ruled = false): QuotedHeader | null {
  const first = fieldOf(lines[at]);
  if (first === null || first.role === 'cc') return null;
  const depth = lines[at]?.depth ?? 0;
  const fields: Partial<Record<FieldRole, string>> = {};
  let to = at;
  for (let next: number | null = at; next !== null; next = nextField(lines, to, depth, fields)) {
    // Between two fields: the rest of the first one's value.
    const field = fieldOf(lines[next]);
    if (field === null) break;
    fields[field.role] ??= field.value;
    to = next + 1;
    if (field.value === '' && !isBlank(lines[to]) && fieldOf(lines[to]) === null && to < lines.length) {
      fields[field.role] = lines[to]?.text ?? '';
      to += 1;
    }
  }
  return isHeader(fields, ruled) ? { to, fields } : null;
}

/** A line of a header: its role, and what it says. Names of fields may stand in stars or underscores, for bold and italics. */
export function fieldOf(line: Line | undefined): { role: FieldRole; value: string } | null {
  const text = line?.text ?? '';
  if (text.length > MAX_FORM_LENGTH) return null;
  const colon = text.search(/[:：]/);
  if (colon < 1 || colon > 34) return null;
  const name = keyOf(text.slice(0, colon).replace(/[*_]/g, '').trim());
  const role = ROLES.get(name);
  if (role === undefined) return null;
  return { role, value: text.slice(colon + 1).replace(/^[\s*_]+/, '') };
}

const ROLES: ReadonlyMap<string, FieldRole> = new Map(
  (Object.keys(FIELDS) as FieldRole[]).flatMap((role) => FIELDS[role].map((name) => [keyOf(name), role] as const)),
);

/** The next line with a field that has not been seen, across one run of blank lines or the rest of a broken value. */
function nextField(lines: readonly Line[], from: number, depth: number, seen: Partial<Record<FieldRole, string>>): number | null {
  let at = from;
  if (isBlank(lines[at])) at = skipBlank(lines, at);
  else while (at < from + MAX_CONTINUATION && at < lines.length && !isBlank(lines[at]) && fieldOf(lines[at]) === null) at += 1;
  const field = fieldOf(lines[at]);
  if (field === null || lines[at]?.depth !== depth) return null;
  return field.role !== 'other' && field.role in seen ? null : at;
}

function isHeader(fields: Partial<Record<FieldRole, string>>, ruled: boolean): boolean {
  const { from, to, date, subject } = fields;
  const said = [from, to, date, subject, fields.cc].filter((value) => value !== undefined).length;
  const namesAddress = [from, to].some((value) => value !== undefined && /\S@\S/.test(value));
  const says = date !== undefined && /\p{Nd}/u.test(date);
  if (ruled) return said >= 2 || (from !== undefined && said >= 1);
  if (from === undefined) return says && to !== undefined && namesAddress;
  if (said >= 4 || (said === 3 && subject !== undefined && date !== undefined)) return true;
  return namesAddress && (said >= 3 || says);
}
