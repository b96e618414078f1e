/** What of a key press decides which shortcut it is. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const LATIN = /^[a-z]$/i;
const LETTER = /^\p{L}$/u;

/**
 * Names a key press: `j`, `shift+e`, `?`, `mod+k`, `enter`; null where nothing can be meant.
 *
 * A Latin letter counts as the letter it writes, wherever the layout has it (AZERTY, Dvorak). A letter of another
 * script counts as the Latin letter engraved on the same key, so that `KeyE` closes a ticket with a Russian layout too
 * (`event.key` is then `у`). The same goes for the key of slash, which writes a full stop and a comma there.
 */
export function keyOf(press: Press): string | null {
  if (press.altKey) return null;
  const name = nameOf(press);
  if (name === null) return null;
  const withShift = press.shiftKey && name.length > 1 ? true : press.shiftKey && LATIN.test(name);
  return [press.ctrlKey || press.metaKey ? 'mod' : null, withShift ? 'shift' : null, name].filter(Boolean).join('+');
}

function nameOf({ key, code, shiftKey }: Press): string | null {
  if (LATIN.test(key)) return key.toLowerCase();
  const engraved = /^Key([A-Z])$/.exec(code)?.[1];
  if (LETTER.test(key)) return engraved?.toLowerCase() ?? null;
  if (code === 'Slash' && (key === '.' || key === ',')) return shiftKey ? '?' : '/';
  // Some Cyrillic letters stand where Latin layouts have punctuation: nothing of ours is bound there.
  if (key.length === 1) return key.trim() === '' ? null : key;
  return ['Enter', 'Escape', 'ArrowUp', 'ArrowDown'].includes(key) ? key.toLowerCase() : null;
}
