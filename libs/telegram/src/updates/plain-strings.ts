/** Every string of an update as PostgreSQL can store it, no unit longer or shorter: offsets of entities stay true (`fail:P10`). */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** Most characters, as people count them, of a name: Telegram lets first and last name have 64 each, with a space between them. */
const MOST_CHARACTERS = 129;
/** Most UTF-16 units: a character may be stacked as high as its author likes. */
const MOST_UNITS = 2_048;

/** A name that people gave themselves, on one line, reading in its own direction only, and not endless (`threat:B5`); '': nothing of it shows. */
export function displayName(name: string): string {
  if (!SHOWS.test(name)) return '';
  const plain = name.slice(0, MOST_UNITS).toWellFormed().replace(CONTROLS, ' ').replace(TURNS, '').trim();
  if (plain.length <= MOST_CHARACTERS) return plain;
  const characters = Array.from(SEGMENTER.segment(plain), ({ segment }) => segment);
  return characters.slice(0, MOST_CHARACTERS).join('').trim();
}

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Embeddings, overrides and isolates: marks of direction that Arabic and Hebrew names really have are not among them. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Zero-width signs, fillers and the Braille blank stand in names that are to look empty. */
const SHOWS = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;
const SEGMENTER = new Intl.Segmenter();
