/** What can be said of a file of a mail when an image asks for it. */
export type ImageFile = {
  readonly filename: string;
  /** Without angle brackets. */
  readonly contentId: string | null;
};

/**
 * Finds the files of a mail that its HTML shows (`fail:P15`): by Content-ID as RFC 2392 has it, and as mail programs write it:
 * in other case, percent-encoded, in angle brackets, or a file's name where an id should stand.
 *
 * @param html sanitized
 * @returns the place of each file that is shown among the files, from 0
 */
export function shownFiles(html: string | null, files: readonly ImageFile[]): ReadonlySet<number> {
  const shown = new Set<number>();
  if (html !== null && files.length > 0) eachReference(html, new Finder(files), (place) => void shown.add(place));
  return shown;
}

/**
 * Makes images name the file that they show: `<img data-attachment="...">`, so that stored HTML holds no address that ends
 * (`fail:P16`). An image whose file is not there keeps its words.
 *
 * @param html sanitized
 * @param ids of the files, in their order
 */
export function placeImages(html: string, files: readonly ImageFile[], ids: readonly string[]): string {
  return eachReference(html, new Finder(files), (place) => (ids[place] === undefined ? '' : ` data-attachment="${ids[place]}"`));
}

/** The sanitizer writes these attributes first, quotes them so, and lets no other `<` stand in its HTML than those of tags. */
const REFERENCE = /(?<=<img) (src="cid:|data-name=")([^"]*)"/g;

function eachReference(html: string, finder: Finder, found: (place: number) => string | void): string {
  return html.replace(REFERENCE, (whole, kind: string, written: string) => {
    const reference = unescaped(written);
    const place = kind.startsWith('src') ? finder.byId(reference) : finder.byName(reference);
    return place === undefined ? whole : (found(place) ?? whole);
  });
}

/** The first file of an id or name counts: a second copy stays in the list. */
class Finder {
  private readonly ids = new Map<string, number>();
  private readonly names = new Map<string, number>();

  constructor(files: readonly ImageFile[]) {
    for (const [place, { contentId, filename }] of files.entries()) {
      if (contentId !== null && !this.ids.has(plain(contentId))) this.ids.set(plain(contentId), place);
      if (!this.names.has(plain(filename))) this.names.set(plain(filename), place);
    }
  }

  byId(reference: string): number | undefined {
    const id = plain(reference);
    // Outlook: `image001.png@01DB5F2A.8C1E7B40`, with the part's own id gone on the way.
    return this.ids.get(id) ?? this.names.get(id) ?? this.names.get(id.replace(/@.*$/s, ''));
  }

  byName(reference: string): number | undefined {
    const name = plain(reference.replace(/[?#].*$/s, '').replace(/^.*[/\\]/s, ''));
    return this.names.get(name) ?? this.ids.get(name);
  }
}

function plain(id: string): string {
  return decoded(id)
    .replace(/^\s*<?|>?\s*$/g, '')
    .toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
