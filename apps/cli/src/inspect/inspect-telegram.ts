import { inspectUpdate } from '@app/telegram';
import { fileProblem, inspectCommand } from './inspect-command.js';

export const inspectTelegram = inspectCommand({
  name: 'inspect telegram',
  about:
    'Shows what is understood of updates of the Bot API: one JSON line an update, in order. A file holds one, a list, an answer to getUpdates, or one a line.',
  unreadable: 'update-unreadable',
  inspect: (content) => updatesOf(textOf(content)).map(inspect),
});

function inspect(json: unknown): object {
  if (json === undefined) return fileProblem('update-unreadable', 'This line is no JSON object, and no list.');
  return inspectUpdate(json) ?? fileProblem('update-unreadable', 'This is no update: it has neither an update_id nor a kind.');
}

const UTF_16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** UTF-8, or UTF-16 where a byte order mark says so: what PowerShell writes. */
function textOf(content: Buffer): string {
  const mark = content.toString('hex', 0, 2);
  return new TextDecoder(UTF_16[mark] ?? 'utf-8').decode(content);
}

/** What a file holds as one JSON; else each of its lines, if any of them is an update: what is no JSON there is undefined. */
function updatesOf(text: string): readonly unknown[] {
  try {
    return updatesIn(JSON.parse(text));
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const updates = lines.flatMap((line) => updatesIn(parsed(line)));
    if (updates.some((update) => inspectUpdate(update) !== null)) return updates;
    throw error;
  }
}

/** One update, a list of them, or an answer to getUpdates. */
function updatesIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  return isObject(json) && 'ok' in json && 'result' in json && Array.isArray(json.result) ? json.result : [json];
}

/** What cannot be an update is not even tried: a file may be millions of lines of something else. */
function parsed(line: string): unknown {
  if (!/^\s*(\{.*\}|\[.*\])\s*$/s.test(line)) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
