export function hashOf(root: string, from: readonly string[], without: RegExp): string;
export function hashOfFile(file: string): string;
