/** The first letters of up to two words, e.g. `АП`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return (
    words
      .slice(0, 2)
      .map((word) => Array.from(word)[0]?.toUpperCase())
      .join('') || '•'
  );
}
