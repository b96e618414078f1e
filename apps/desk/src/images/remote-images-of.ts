/** More pictures than any mail that people read. */
const MAX_IMAGES = 300;

/**
 * Addresses of the remote images of a message, each once.
 *
 * @param html as the sanitizer leaves it: it writes the attribute so, and no `<` stands in it but those of tags
 */
export function remoteImagesOf(html: string): string[] {
  const found = Array.from(html.matchAll(/(?<=<img )data-remote-src="([^"]*)"/g), ([, written = '']) => unescaped(written));
  return [...new Set(found)].slice(0, MAX_IMAGES);
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
