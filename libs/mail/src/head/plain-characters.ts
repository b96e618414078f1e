/** Takes out what PostgreSQL cannot store in text: U+0000, and halves of surrogate pairs (`fail:P10`). */
export function storable(text: string): string {
  const withoutNul = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return withoutNul.isWellFormed() ? withoutNul : withoutNul.toWellFormed();
}

/** For one-line texts: controls (line ends included) become spaces, and marks that turn the reading direction go. */
export function stripControls(line: string): string {
  return storable(line).replace(CONTROLS, ' ').replace(DIRECTION_MARKS, '');
}

const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;
/** Used to make `exe.fdp` look like a harmless ending (`fail:P19`). */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
