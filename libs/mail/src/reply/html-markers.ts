import type { Element } from 'domhandler';
import { prevElementSibling, textContent } from 'domutils';
import { linesOf } from './lines.js';
import { separatorOf } from './separators.js';

/** What a mail program's own marks say of an element. */
export type Marker =
  /** It quotes, with all that is in it. */
  | 'quote'
  /** An introduction, then a `blockquote` of its own: answers may stand in it, below. */
  | 'introduced-quote'
  /** A `blockquote` that says nothing of itself: perhaps the author's own. */
  | 'maybe-quote'
  /** It and everything below it in the mail was written before. */
  | 'history'
  | 'forwarded'
  | 'signature';

/** The element's marker, or null. Classes and ids are compared without what web mailers put before them. */
export function markerOf(element: Element): Marker | null {
  const { id = '', style = '' } = element.attribs;
  const ids = [...bare(id), ...bare(element.attribs['name'] ?? '')];
  const classes = (element.attribs['class'] ?? '').slice(0, 500).split(/\s+/).flatMap(bare);
  const names = [...classes, ...ids];
  if (names.some((name) => SIGNATURES.has(name)) || isSignatureByAttribute(element)) return 'signature';
  if (names.some((name) => FORWARDS.has(name))) return 'forwarded';
  if (ids.some((name) => HISTORIES.has(name)) || classes.some((name) => HISTORIES.has(name)) || isRuledHeader(element, style))
    return 'history';
  if (names.some((name) => QUOTES.has(name)) || element.attribs['data-marker'] === '__QUOTED_TEXT__') return quoteIn(element);
  if (element.name === 'td') return isBesideBar(element) ? 'maybe-quote' : null;
  return element.name === 'blockquote' ? blockquote(element, style) : null;
}

const SIGNATURES = new Set(
  [
    'gmail_signature gmail_signature_prefix moz-signature signature ms-outlook-mobile-signature applemailsignature',
    'protonmail_signature_block messagesignaturesection yahoo_signature composer_signature k9mail-signature k9mail_signature',
    'bloop_sign superhuman-signature mailru-signature front-signature zmail_signature mobile_signature tutanota_signature',
    'dab4fad8-2dd7-40bb-a1b8-4e2aa1f9fdf2 edo-signature missive_signature signature_old',
  ].flatMap((row) => row.split(' ')),
);
const FORWARDS = new Set(['moz-forward-container', 'isforwardcontent', 'moz-email-headers-table']);
const HISTORIES = new Set(
  'divrplyfwdmsg appendonsend olk_src_body_section outlookmessageheader stopspelling zwchr mail-editor-reference-message-container ms-outlook-mobile-body-separator-line'.split(
    ' ',
  ),
);
const QUOTES = new Set(
  [
    'gmail_quote gmail_attr gmail_quote_container yahoo_quoted yahoo-quoted protonmail_quote moz-cite-prefix zmail_extra',
    'messagereplysection tutanota_quote front-blockquote missive_quote mail_android_quote isreplycontent reply-intro quote',
    'mailru-blockquote edo-quote bloop_original_html airmail_ext_on spark_quote cited-text quoted-text wmquote replyblock',
    'ydp_quoted quoted_message original-message originalmessage zm_quote iscite quotetext',
  ].flatMap((row) => row.split(' ')),
);

/** `x_gmail_quote` (Outlook on the web), `ecxgmail_quote` (Hotmail), `m_123gmail_quote` (Gmail), `ydp1a2b3c4dyahoo_quoted`. */
function bare(name: string): string[] {
  if (name === '' || name.length > 100) return [];
  const lower = name.toLowerCase();
  return [lower, lower.replace(/^(?:x_|ecx|ec_|mcnt|m_-?\d{1,25}|ydp[0-9a-f]{8}|yiv\d{4,14}){1,8}/, '').replace(/_\d{1,20}$/, '')];
}

function isSignatureByAttribute({ attribs }: Element): boolean {
  return (
    attribs['data-smartmail'] === 'gmail_signature' ||
    attribs['data-signature-widget'] !== undefined ||
    attribs['data-signature'] !== undefined
  );
}

/** Gmail and Proton put an introduction and the quote itself into one element, and answers between quotes there too. */
function quoteIn(element: Element): Marker {
  if (isForward(element)) return 'forwarded';
  if (element.name === 'blockquote') return 'quote';
  return element.children.some((child) => 'name' in child && child.name === 'blockquote') ? 'introduced-quote' : 'quote';
}

function isForward(element: Element): boolean {
  const words = textContent(element).slice(0, 300).trim().split('\n')[0] ?? '';
  const start = /^[-–—\s]*[^-–—:：]{0,60}[-–—:：]{0,20}/.exec(words)?.[0] ?? '';
  const line = linesOf(start)[0];
  return line !== undefined && separatorOf(line) === 'forwarded';
}

function blockquote({ attribs }: Element, style: string): Marker | null {
  if (attribs['type'] === 'cite' || attribs['cite'] !== undefined || /border-(?:left|right)[^;]{0,40}\d/i.test(style)) return 'quote';
  // Gmail's and Outlook's way to indent.
  if (/border:\s*(?:none|0)/i.test(style) || /margin:[^;]{0,30}\b40px/i.test(style)) return null;
  return 'maybe-quote';
}

/** The Bat! draws the bar of a quote as a cell of its own, two pixels wide, coloured and empty. */
function isBesideBar(cell: Element): boolean {
  const bar = prevElementSibling(cell);
  if (bar === null || bar.name !== 'td' || bar.attribs['bgcolor'] === undefined) return false;
  return /^\s*[1-3](?:px)?\s*$/.test(bar.attribs['width'] ?? '') && textContent(bar).trim() === '';
}

/** Outlook and Windows Mail draw a line above the header of the mail they answer, whatever the language. */
function isRuledHeader(element: Element, style: string): boolean {
  if (!/border-top[^;]{0,40}(?:#?(?:b5c4df|e1e1e1)|rgb\(\s?229)|border-top-color:\s*rgb\(\s?229/i.test(style)) return false;
  const words = textContent(element).slice(0, 2_000);
  return (words.match(/[:：]/g)?.length ?? 0) >= 3;
}
