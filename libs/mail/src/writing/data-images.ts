/** A picture that stood in the HTML itself. */
type DataImage = { readonly id: string; readonly contentType: string; readonly content: Buffer };

/** Pictures that one answer may bring along so: what a person pastes. */
const MAX_IMAGES = 50;
/** Not SVG, which is a page. What else stands in `data:` is left to the sanitizer, which takes it out. */
const DATA_IMAGE = /\bsrc\s*=\s*(["'])data:(image\/(?:png|jpe?g|gif|webp));base64,([a-z0-9+/=\s]*)\1/gi;

/**
 * Takes pictures out of an agent's HTML that pasting puts there (`src="data:..."`): mail programs show those seldom, and they are
 * files of the mail instead. In their place stands `cid:` with their id.
 *
 * @param html as it was sent, not yet sanitised
 * @param newId for each picture
 */
export function takeDataImages(html: string, newId: () => string): { readonly html: string; readonly images: readonly DataImage[] } {
  const images: DataImage[] = [];
  const without = html.replace(DATA_IMAGE, (whole, _quote: string, contentType: string, base64: string) => {
    const content = Buffer.from(base64, 'base64');
    if (content.length === 0 || images.length >= MAX_IMAGES) return whole;
    const id = newId();
    images.push({ id, contentType: contentType.toLowerCase().replace('jpg', 'jpeg'), content });
    return `src="cid:${id}"`;
  });
  return { html: without, images };
}

/** Files that an answer's HTML shows, by the ids it names them with: `<img src="cid:ID">`. */
export function shownIds(sanitizedHtml: string): string[] {
  const found = sanitizedHtml.matchAll(/<img src="cid:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"/gi);
  return [...new Set([...found].map(([, id = '']) => id.toLowerCase()))];
}
