// biome-ignore format: an alphabet
const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

const LONGEST = 36;

/**
 * An id of words that nothing else has: `Где мой заказ?` is `gde-moi-zakaz`, the second one `gde-moi-zakaz-2`.
 *
 * @param otherwise where the words hold no letter that we can write
 */
export function freeSlug(words: string, otherwise: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(words) || otherwise;
  if (!taken.has(slug)) return slug;
  for (let at = 2; ; at += 1) if (!taken.has(`${slug}-${at}`)) return `${slug}-${at}`;
}

function slugOf(words: string): string {
  const latin = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => LATIN[letter] ?? letter);
  const plain = latin.normalize('NFD').replace(/\p{M}/gu, '');
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
}
