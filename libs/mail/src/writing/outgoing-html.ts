import { render } from 'dom-serializer';
import type { Element } from 'domhandler';
import { getElementsByTagName, removeElement } from 'domutils';
import { parseDocument } from 'htmlparser2';

/**
 * Makes of an answer's HTML, as it is stored, what its reader's program shows: looks are `style` again, pictures that are files of the
 * mail are named by their Content-ID, pictures of the web by their address. What has no picture behind it goes.
 *
 * @param html as `sanitizeMailHtml` and `placeImages` leave it
 * @param contentIds of the mail's files, without brackets, by the id that `data-attachment` names
 */
export function outgoingHtml(html: string, contentIds: ReadonlyMap<string, string>): string {
  if (!/data-|<img/.test(html)) return html;
  const document = parseDocument(html);
  for (const element of getElementsByTagName('*', document.children, true)) {
    restoreStyle(element);
    if (element.name === 'img' && !restoreImage(element, contentIds)) removeElement(element);
  }
  return render(document, { encodeEntities: 'utf8' });
}

function restoreStyle({ attribs }: Element): void {
  if (attribs['data-style'] !== undefined) attribs['style'] = attribs['data-style'];
  for (const name of Object.keys(attribs)) if (name === 'data-style' || name === 'data-quoted') delete attribs[name];
}

/** @returns whether there is a picture */
function restoreImage({ attribs }: Element, contentIds: ReadonlyMap<string, string>): boolean {
  const contentId = contentIds.get(attribs['data-attachment'] ?? '');
  const src = contentId === undefined ? attribs['data-remote-src'] : `cid:${contentId}`;
  for (const name of ['src', 'data-attachment', 'data-remote-src', 'data-name', 'data-tracker']) delete attribs[name];
  if (src === undefined) return false;
  attribs['src'] = src;
  return true;
}
