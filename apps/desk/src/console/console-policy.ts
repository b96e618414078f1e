/**
 * What the console may do in a browser (`security.md` 12). Pictures of messages and the preview of a chat come from the customers'
 * listener; style elements are Mantine's, under the nonce of this answer.
 */
export function consolePolicy(nonce: string, publicSiteUrl: string): string {
  const files = new URL(publicSiteUrl).origin;
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' blob: data: ${files}`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `media-src ${files}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `frame-src 'self' ${files}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ');
}
