/**
 * The header that names a download, in every script.
 *
 * @see RFC 6266 4.3, RFC 8187 3.2.1 (RFC 5987): old browsers read the ASCII name, all others the UTF-8 one
 */
export function contentDisposition(kind: 'attachment' | 'inline', filename: string): string {
  const name =
    filename
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
      .slice(0, 200) || 'file';
  const ascii = name.replace(/[^\x20-\x7e]|["%]/g, '_');
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
