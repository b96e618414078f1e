import sanitize from 'sanitize-html';

/**
 * Leaves of a mail's HTML what shows text: an allow list of elements and attributes, links to places people can go to, and
 * images that came with the mail (`cid:`). A remote image keeps its address in `data-remote-src` alone, so that showing
 * the mail tells nobody that it was read.
 *
 * The console sanitises again and shows it in a frame without scripts: this is the first of three walls.
 */
export function sanitizeMailHtml(html: string): string {
  return sanitize(html, RULES).trim();
}

const TAGS =
  'p div span br hr blockquote pre code tt center b strong i em u s strike del ins sub sup small big font mark ' +
  'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a img table thead tbody tfoot tr td th caption colgroup col';

const RULES: sanitize.IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: {
    '*': ['dir', 'lang', 'align'],
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height', 'data-remote-src'],
    font: ['color', 'size'],
    ol: ['start', 'type'],
    table: ['border', 'cellpadding', 'cellspacing', 'width'],
    td: ['colspan', 'rowspan', 'valign', 'width'],
    th: ['colspan', 'rowspan', 'valign', 'width'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'xml', 'template', 'svg', 'math'],
  nestingLimit: 100,
  transformTags: {
    a: (tagName, { href, title }) => ({
      tagName,
      attribs: {
        ...(href === undefined ? {} : { href, rel: 'noopener noreferrer nofollow', target: '_blank' }),
        ...(title === undefined ? {} : { title }),
      },
    }),
    img: (tagName, { src = '', alt, width, height }) => ({
      tagName,
      attribs: {
        ...(/^https?:\/\//i.test(src.trim()) ? { 'data-remote-src': src.trim() } : { src }),
        ...(alt === undefined ? {} : { alt }),
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
      },
    }),
  },
};
