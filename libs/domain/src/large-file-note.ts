import type { Language } from '@app/contracts';

/**
 * What a customer is told whose file is too large for its channel, and what to do instead.
 *
 * @param address where mail is taken; null: nowhere
 */
export function largeFileNote(
  language: Language,
  { megabytes, address }: { readonly megabytes: number; readonly address: string | null },
): string {
  if (language === 'ru') {
    const byMail = address === null ? '' : `, отправьте его письмом на ${address}`;
    return `Файл больше ${megabytes} МБ: такие файлы Telegram нам не передаёт. Пришлите, пожалуйста, ссылку на него${byMail} или файл поменьше.`;
  }
  const byMail = address === null ? '' : `, send it by e-mail to ${address}`;
  return `The file is larger than ${megabytes} MB: Telegram does not hand such files over to us. Please send us a link to it${byMail}${byMail && ','} or send a smaller file.`;
}
