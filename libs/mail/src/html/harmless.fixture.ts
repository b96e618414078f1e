const NAMES = new Set(
  (
    'p div span br hr blockquote pre code tt center b strong i em u s strike del ins sub sup small big font mark cite q kbd ' +
    'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a img table thead tbody tfoot tr td th caption colgroup col'
  ).split(' '),
);
/** Any attribute that may stand in sanitized HTML, and what it may hold. Written down once more, so that a slip in the rules shows. */
const VALUES: Readonly<Record<string, RegExp>> = {
  href: /^(https?:\/\/|mailto:|tel:)[^\s"<>]*$/i,
  src: /^(cid:[^"<>]*|data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=]+)$/i,
  'data-remote-src': /^https?:\/\/[^\s"<>]+$/i,
  'data-name': /^(?!\/\/)[^"<>]*$/,
  'data-tracker': /^1$/,
  'data-quoted': /^[a-z]*$/,
  'data-style': /^([a-z-]+:[a-z0-9#%.,() -]+)(;[a-z-]+:[a-z0-9#%.,() -]+)*$/,
  alt: /^[^"<>]*$/,
  rel: /^noopener noreferrer nofollow$/,
  target: /^_blank$/,
  lang: /^[a-z0-9-]+$/i,
  ...Object.fromEntries('dir align valign color bgcolor type'.split(' ').map((name) => [name, /^#?[a-z0-9]+$/i])),
  ...Object.fromEntries(
    'width height border cellpadding cellspacing colspan rowspan start size'.split(' ').map((name) => [name, /^[+-]?\d{1,6}(px|%)?$/]),
  ),
};
const BAD_STYLE = /url|expression|import|position|fixed|absolute|inset|z-index|margin|transform|behavior|binding|var\(|\\/;

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*) ?\/?>/g;

/** What in HTML is not of the sanitizer's own plain form, or not allowed; empty for harmless HTML. Knows nothing of how it works. */
export function unharmful(html: string): string[] {
  const faults: string[] = [];
  const rest = html.replace(TAG, (_tag, closing: string, name: string, attributes: string) => {
    if (!NAMES.has(name)) faults.push(`element ${name}`);
    if (closing && attributes) faults.push(`attributes of </${name}>`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (!VALUES[attribute]?.test(unescaped(value))) faults.push(`${attribute}=${value.slice(0, 80)}`);
      if (attribute === 'data-style' && BAD_STYLE.test(value)) faults.push(`style ${value.slice(0, 80)}`);
    }
    return '';
  });
  if (/[<>]/.test(rest)) faults.push(`text ${rest.slice(Math.max(0, rest.search(/[<>]/) - 20)).slice(0, 60)}`);
  return faults;
}

export function remoteImages(html: string): string[] {
  return Array.from(html.matchAll(/data-remote-src="([^"]*)"/g), ([, address = '']) => unescaped(address));
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '‹').replaceAll('&gt;', '›').replaceAll('&amp;', '&');
}
