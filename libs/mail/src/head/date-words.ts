/** Beginnings of the names of each month, lower case: English, and what clients of other languages put into Date headers. */
export const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'янв', 'січ', 'ene', 'gen', 'sty', 'led', 'tam', 'oca', 'ιαν'],
  ['feb', 'fev', 'fév', 'фев', 'лют', 'lut', 'úno', 'hel', 'şub', 'sub', 'φεβ'],
  ['mar', 'mär', 'mrz', 'мар', 'бер', 'maa', 'mrt', 'bře', 'μαρ'],
  ['apr', 'avr', 'abr', 'апр', 'кві', 'kwi', 'dub', 'huh', 'nis', 'απρ'],
  ['may', 'mai', 'maj', 'maio', 'mag', 'мая', 'май', 'тра', 'mei', 'kvě', 'tou', 'μαΐ', 'μαι'],
  ['jun', 'juin', 'июн', 'чер', 'giu', 'cze', 'čer', 'kes', 'haz', 'ιουν'],
  ['jul', 'juil', 'июл', 'лип', 'lug', 'lip', 'hei', 'tem', 'ιουλ'],
  ['aug', 'aou', 'aoû', 'ago', 'авг', 'сер', 'sie', 'srp', 'elo', 'ağu', 'agu', 'αυγ'],
  ['sep', 'set', 'сен', 'вер', 'wrz', 'zář', 'syy', 'eyl', 'σεπ'],
  ['oct', 'okt', 'out', 'ott', 'окт', 'жов', 'paź', 'paz', 'říj', 'lok', 'eki', 'οκτ'],
  ['nov', 'ноя', 'лис', 'lis', 'mar.', 'kas', 'νοε'],
  ['dec', 'dez', 'dic', 'déc', 'дек', 'гру', 'gru', 'pro', 'jou', 'ara', 'δεκ'],
];

const HOUR = 60;

/** Minutes east of Greenwich, of zones that have one name for one offset: those of RFC 5322 4.3, and some of mail servers. */
export const ZONES: Readonly<Record<string, number>> = {
  est: -5 * HOUR,
  edt: -4 * HOUR,
  cst: -6 * HOUR,
  cdt: -5 * HOUR,
  mst: -7 * HOUR,
  mdt: -6 * HOUR,
  pst: -8 * HOUR,
  pdt: -7 * HOUR,
  wet: 0,
  west: 1 * HOUR,
  bst: 1 * HOUR,
  cet: 1 * HOUR,
  met: 1 * HOUR,
  cest: 2 * HOUR,
  mest: 2 * HOUR,
  eet: 2 * HOUR,
  eest: 3 * HOUR,
  msk: 3 * HOUR,
  msd: 4 * HOUR,
  samt: 4 * HOUR,
  yekt: 5 * HOUR,
  omst: 6 * HOUR,
  krat: 7 * HOUR,
  irkt: 8 * HOUR,
  vlat: 10 * HOUR,
  jst: 9 * HOUR,
  kst: 9 * HOUR,
};
