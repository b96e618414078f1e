/** @returns '' without one: nobody's token */
export function bearerToken(authorization: string | undefined): string {
  return /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
}
