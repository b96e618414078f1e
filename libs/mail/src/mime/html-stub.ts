/** A stub is a sentence or two. */
const MAX_LENGTH = 400;

/**
 * Whether the plain form of a letter says nothing but that it has to be read as HTML: newsletters and shops send such.
 *
 * It speaks of HTML (or MIME) and of what shows it, and is short.
 */
export function isStub(plain: string): boolean {
  const text = plain
    .replace(/https?:\/\/\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= MAX_LENGTH && FORMAT.test(text) && READER.test(text) && CANNOT.test(text);
}

const FORMAT = /\b(html|mime)\b|web ?(page|version|browser)|веб-?(верси|страниц)/i;
const READER =
  /\b(e-?mail|mail|message|newsletter)\b.*\b(client|reader|program|viewer|application|software|app|format|version)|\b(client|reader|viewer|browser|mailprogramm|lecteur|cliente|lettore)\b|почтов|клиент|программ|браузер|поштов/i;
const CANNOT =
  /(not|n['’]t|cannot|unable|without) .{0,40}(support|display|read|view|show|render|enabl)|does not|to (view|read|see|display) (this|the)|please (use|switch|enable|view|open)|html-?(only|compatible|capable|enabled)|не (поддерживает|отображает|может|умеет)|для (просмотра|чтения)|чтобы (прочитать|просмотреть|увидеть)|не підтримує|unterstützt .{0,30}(kein|nicht)|ne (supporte|prend|peut)|no (soporta|admite|puede)|multi-?part message in mime format/i;
