import { cleanHtml } from '../formatting/clean-html.js';
import { applyOwnStyle, hasColours } from './own-style.js';

export type FrameImages = {
  /** Where a file of the message can be fetched now, by its id; pictures only. */
  readonly own: ReadonlyMap<string, string>;
  /** By which address of ours a remote image can be fetched; null: nobody has asked for them. */
  readonly remote: ReadonlyMap<string, string> | null;
};

export type FoldLabels = { readonly quoted: string; readonly signature: string };

export type FrameContent = {
  /** In a document that loads nothing: to be imported into the frame's. */
  readonly body: HTMLElement;
  readonly coloured: boolean;
  /** Remote images that are not loaded. */
  readonly blocked: number;
  /** Images that nobody could see, left out. */
  readonly trackers: number;
};

/** Makes what a message's frame shows: its HTML cleaned, its images in their places, what is quoted folded. */
export function frameContent(html: string, images: FrameImages, labels: FoldLabels): FrameContent {
  const body = cleanHtml(html);
  const coloured = hasColours(body);
  applyOwnStyle(body);
  const trackers = takeTrackers(body);
  placeOwn(body, images.own);
  const blocked = placeRemote(body, images.remote);
  for (const link of body.querySelectorAll('a')) showWhereTo(link);
  foldQuoted(body, labels);
  return { body, coloured, blocked, trackers };
}

function takeTrackers(body: HTMLElement): number {
  const found = body.querySelectorAll('img[data-tracker]');
  for (const image of found) image.remove();
  return found.length;
}

function placeOwn(body: HTMLElement, own: FrameImages['own']): void {
  for (const image of body.querySelectorAll('img[data-attachment]')) {
    const url = own.get(image.getAttribute('data-attachment') ?? '');
    if (url !== undefined) image.setAttribute('src', url);
  }
}

function placeRemote(body: HTMLElement, remote: FrameImages['remote']): number {
  const found = body.querySelectorAll('img[data-remote-src]');
  for (const image of found) {
    const url = remote?.get(image.getAttribute('data-remote-src') ?? '');
    if (url !== undefined) image.setAttribute('src', url);
    else if (!image.hasAttribute('alt')) standIn(image);
  }
  return remote === null ? found.length : 0;
}

/** Without words, an image that is not there would be drawn as a broken one: a box of its own is drawn for it. */
function standIn(image: Element): void {
  image.setAttribute('src', CLEAR);
  image.setAttribute('data-blocked', '');
}

/** One clear point. */
const CLEAR = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** A link says where it leads when one points at it, and at once where its words name another place (`threat:B12`). */
function showWhereTo(link: HTMLAnchorElement): void {
  const url = URL.parse(link.getAttribute('href') ?? '');
  if (!url) return;
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow ugc');
  link.setAttribute('title', url.href.slice(0, 500));
  const named = /^\s*(?:https?:\/\/)?((?:[\p{L}\d-]+\.)+\p{L}{2,})(?:[/:?#\s]|$)/iu.exec(link.textContent ?? '')?.[1];
  if (!url.protocol.startsWith('http') || named === undefined || isOf(url.hostname, named)) return;
  const where = link.ownerDocument.createElement('small');
  where.textContent = ` (${url.hostname})`;
  where.setAttribute('data-where', '');
  link.append(where);
}

function isOf(host: string, named: string): boolean {
  const wanted = URL.parse(`http://${named}`)?.hostname.replace(/^www\./, '');
  return wanted === undefined || host === wanted || host.endsWith(`.${wanted}`);
}

/**
 * What is quoted, and a signature, is behind a button that works without scripts; where nothing else would be left it is open
 * (`fail:P11`). Parts that follow each other are behind one.
 */
function foldQuoted(body: HTMLElement, labels: FoldLabels): void {
  const outermost = [...body.querySelectorAll('[data-quoted]')].filter((part) => !part.parentElement?.closest('[data-quoted]'));
  for (const part of outermost) {
    const label = part.getAttribute('data-quoted') === 'signature' ? labels.signature : labels.quoted;
    const before = previousFold(part);
    if (before?.firstChild?.textContent === label) before.append(part);
    else fold(part, label);
  }
  if (outermost.length > 0 && isEmptyBesideFolds(body)) for (const one of body.querySelectorAll('details')) one.setAttribute('open', '');
}

/** Elements that stand in no other than their own parent: what is in them is folded, and rows are not. */
const CELLS = new Set(['TD', 'TH', 'LI', 'DT', 'DD', 'CAPTION']);
const ROWS = new Set(['TR', 'TBODY', 'THEAD', 'TFOOT', 'COLGROUP', 'COL']);

function fold(part: Element, label: string): void {
  if (ROWS.has(part.nodeName)) return;
  const details = part.ownerDocument.createElement('details');
  const summary = part.ownerDocument.createElement('summary');
  summary.textContent = label;
  details.append(summary);
  if (CELLS.has(part.nodeName)) {
    details.append(...part.childNodes);
    part.append(details);
    return;
  }
  part.replaceWith(details);
  details.append(part);
}

/** The fold right before a part, with nothing but blanks and line ends between. */
function previousFold(part: Element): Element | null {
  let before = part.previousSibling;
  while (before && (before.nodeName === 'BR' || (before.nodeType === Node.TEXT_NODE && before.textContent?.trim() === '')))
    before = before.previousSibling;
  return before instanceof Element && before.nodeName === 'DETAILS' ? before : null;
}

function isEmptyBesideFolds(body: HTMLElement): boolean {
  const copy = body.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return false;
  for (const one of copy.querySelectorAll('details')) one.remove();
  return (copy.textContent ?? '').trim() === '' && copy.querySelector('img') === null;
}
