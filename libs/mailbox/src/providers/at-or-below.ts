/** Whether a host is a domain or below it, in whatever letters, with or without the dot at the end. */
export function isAtOrBelow(host: string, domain: string): boolean {
  const [name, above] = [bare(host), bare(domain)];
  return name === above || name.endsWith(`.${above}`);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
