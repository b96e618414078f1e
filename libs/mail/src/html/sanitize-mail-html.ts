import sanitize from 'sanitize-html';
import { allowedAttributes, ATTRIBUTES, isHidden } from './allowed-attributes.js';
import { hasImpliedEnd } from './implied-ends.js';

/**
 * Leaves of a mail's HTML what shows text: an allow list of elements, and of attributes with the values they may have; links to
 * places people can go to; images as `imageAttributes` tells. What its author shows to nobody is left out.
 *
 * What comes out stays as it is when it goes in again. The console sanitises once more and shows it in a frame without scripts:
 * this is the first of three walls (`threat:B1`). No style attribute passes; what of it gives words their look is in `data-style`.
 */
export function sanitizeMailHtml(html: string): string {
  const safe = sanitize(html, RULES).trim();
  return hasImpliedEnd(safe) ? sanitize(safe, RULES).trim() : safe;
}

const TAGS =
  'p div span br hr blockquote pre code tt center b strong i em u s strike del ins sub sup small big font mark cite q kbd ' +
  'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a img table thead tbody tfoot tr td th caption colgroup col';

/** Blocks whose words would run together if they were just left out. */
const BLOCKS = new Set(
  'section article header footer main aside nav figure figcaption address form fieldset legend details summary dir menu'.split(' '),
);

/** Elements that go with all that is in them: none of it is text for readers, and some of it is read otherwise by the next parser. */
const WITH_ALL_INSIDE =
  'style script textarea option select noscript title xml template svg math xmp noembed noframes plaintext iframe object applet embed ' +
  'audio video canvas datalist frameset';

/** Marks what is hidden until its end is reached: then it goes with all that is in it. */
const HIDDEN = 'data-hidden';

const RULES: sanitize.IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: { ...ATTRIBUTES, '*': [...(ATTRIBUTES['*'] ?? []), HIDDEN] },
  // Addresses are judged by `linkAddress` and `imageAttributes`; this is asked once more.
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowProtocolRelative: false,
  nonTextTags: WITH_ALL_INSIDE.split(' '),
  nestingLimit: 100,
  exclusiveFilter: ({ attribs }) => attribs[HIDDEN] !== undefined,
  transformTags: {
    '*': (given, attribs) => {
      const tagName = BLOCKS.has(given) ? 'div' : given;
      // A hidden image may be a tracker, which is counted.
      if (tagName !== 'img' && isHidden(attribs)) return { tagName, attribs: { [HIDDEN]: '1' } };
      return { tagName, attribs: allowedAttributes(tagName, attribs) };
    },
  },
};
