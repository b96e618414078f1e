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
    if (!ENDS_LIKE_ONE.test(joined)) continue;
    return OPENINGS.some((opening) => opening.test(joined)) ? length : 0;
  }
  return 0;
}

const ENDS_LIKE_ONE = /[:：]$/;

const OPENINGS: readonly RegExp[] = [
  // On Mon, 5 Jan 2026 at 10:12, Anna <anna@shop.test> wrote:
  /^(On|Am|Le|El|Il|Em|Op|W dniu|Dne|Den)\s.{0,300}\d.{0,300}\b(wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|napsal\(?a?\)?|skrev).{0,80}[:：]$/iu,
  // 05.01.2026 10:12, Анна <anna@shop.test> пишет:   пн, 5 янв. 2026 г. в 10:12, Анна <anna@shop.test>:
  /^.{0,40}\d{1,4}.{0,300}(пишет|писал\(?а?\)?|написал\(?а?\)?|пише|писав\(?ла\)?).{0,80}[:：]$/iu,
  /^(пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[.,]?\s.{0,60}\d{4}.{0,300}[:：]$/iu,
  // 2026-01-05 10:12 GMT+03:00 Anna <anna@shop.test>:
  /^\d{4}[-./]\d{1,2}[-./]\d{1,2}\s.{0,40}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s?[:：]$/u,
  // Anna <anna@shop.test> wrote:   Анна <anna@shop.test> написал(а):
  /^.{1,200}<[^<>\s]{1,200}@[^<>\s]{1,200}>.{0,80}(wrote|writes|schrieb|a écrit|пишет|писал\(?а?\)?|написал\(?а?\)?).{0,20}[:：]$/iu,
];

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
