/** Lines that an introduction may be broken into. */
const MAX_INTRODUCTION_LINES = 4;
const MAX_LINE_LENGTH = 500;

/**
 * How many lines at `at` introduce a quote, as in `On 5 Jan 2026, Anna <anna@shop.test> wrote:`; 0 when none does.
 *
 * The line must say when or who, so that `He wrote:` in a letter is not taken for one.
 */
export function attributionLength(lines: readonly string[], at: number): number {
  let joined = '';
  for (let length = 1; length <= MAX_INTRODUCTION_LINES; length += 1) {
    const line = (lines[at + length - 1] ?? '').trim();
    // Blank lines end it, and so does a line of a quote.
    if (line === '' || line.startsWith('>') || line.length > MAX_LINE_LENGTH) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (/[:：]$/.test(joined)) return INTRODUCTIONS.some((one) => isLike(joined, one)) ? length : 0;
  }
  return 0;
}

/** What makes a line an introduction: how it begins, whether it says when, and how it ends. Each is looked for on its own, in linear time. */
type Introduction = { readonly begins?: RegExp; readonly saysWhen: boolean; readonly ends?: RegExp };

const WROTE = /\b(wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|napsal\(?a?\)?|skrev)(?!\p{L})/iu;
const WROTE_CYRILLIC = /(?<!\p{L})(пишет|писала?|написала?|пише|писав(ла)?)(\(а\))?(?!\p{L})/iu;
const ADDRESS = /<[^<>\s]{1,200}@[^<>\s]{1,200}>/u;

const INTRODUCTIONS: readonly Introduction[] = [
  // On Mon, 5 Jan 2026 at 10:12, Anna <anna@shop.test> wrote:
  { begins: /^(On|Am|Le|El|Il|Em|Op|W dniu|Dne|Den)\s/iu, saysWhen: true, ends: WROTE },
  // 05.01.2026 10:12, Анна <anna@shop.test> пишет:
  { saysWhen: true, ends: WROTE_CYRILLIC },
  // пн, 5 янв. 2026 г. в 10:12, Анна <anna@shop.test>:
  { begins: /^(пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[.,]?\s.{0,60}\d{4}/iu, saysWhen: true },
  // 2026-01-05 10:12 GMT+03:00 Anna <anna@shop.test>:
  { begins: /^\d{4}[-./]\d{1,2}[-./]\d{1,2}\s/u, saysWhen: true, ends: ADDRESS },
  // Anna <anna@shop.test> wrote:   Анна <anna@shop.test> написал(а):
  { begins: /^[^<>]{0,200}<[^<>\s]{1,200}@[^<>\s]{1,200}>/u, saysWhen: false, ends: WROTE },
  { begins: /^[^<>]{0,200}<[^<>\s]{1,200}@[^<>\s]{1,200}>/u, saysWhen: false, ends: WROTE_CYRILLIC },
];

/** The verb, or the address, stands near the end. */
const END_LENGTH = 240;

function isLike(line: string, { begins, saysWhen, ends }: Introduction): boolean {
  return (begins?.test(line) ?? true) && (!saysWhen || /\d/.test(line)) && (ends?.test(line.slice(-END_LENGTH)) ?? true);
}

/**
 * Whether an earlier mail begins at `at`, as Outlook and forwarding show it: a ruled line that says so, or at least three
 * of its header's fields in a row, the first of them the author's.
 */
export function isForwardOrReplyHeader(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line.length > MAX_LINE_LENGTH) return false;
  if (RULED.test(line)) return true;
  if (!FIRST_FIELD.test(line)) return false;
  const fields = lines.slice(at, at + 8).filter((one) => one.length < 2_000 && FIELD.test(one.trim())).length;
  return fields >= 3;
}

const RULED =
  /^[-_*]{2,}\s*(Original Message|Original appointment|Forwarded message|Begin forwarded message|Reply message|Исходное сообщение|Пересланное сообщение|Пересылаемое сообщение|Конец пересылаемого сообщения|Ursprüngliche Nachricht|Weitergeleitete Nachricht|Message d'origine|Mensaje original)\s*[-_*]{2,}$/iu;
const FIRST_FIELD = /^\*?(From|От|От кого|Von|De|Da|Od)\s?:\*?\s?\S/iu;
const FIELD =
  /^\*?(From|Sent|Date|To|Cc|Subject|От|От кого|Отправлено|Дата|Кому|Копия|Тема|Von|Gesendet|Datum|An|Betreff|De|Envoyé|À|Objet|Enviado|Para|Asunto)\s?:\*?/iu;
