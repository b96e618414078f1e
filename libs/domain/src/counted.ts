/** A number with its noun, for the English of operators: `1 inbox`, `2 inboxes`. What customers and agents read is in the catalogs. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
