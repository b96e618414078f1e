/** More than ten buttons nobody reads; longer labels are cut by the apps. As the API takes them. */
export const MOST_CHOICES = 10;
export const LONGEST_CHOICE = 60;

/** The labels with another one, where it is new and there is room. */
export function withChoice(choices: readonly string[], label: string): readonly string[] {
  const line = label.replace(/\s+/g, ' ').trim().slice(0, LONGEST_CHOICE);
  return line === '' || choices.includes(line) || choices.length >= MOST_CHOICES ? choices : [...choices, line];
}
