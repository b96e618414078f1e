/**
 * The charset that an HTML part declares for itself, where its mail header declares none (Exchange does so).
 *
 * @see https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding
 */
export function metaCharset(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 2048);
  const charset = /<meta\s[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([a-z0-9_:.-]{1,40})/i.exec(start)?.[1] ?? null;
  // These would make the very letters that were just read unreadable.
  return charset !== null && /^utf-?(16|32)/i.test(charset) ? 'utf-8' : charset;
}
