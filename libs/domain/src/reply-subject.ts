/** `Re: ` and the subject, unless it begins so in one of the ways that mail programs have. */
export function replySubject(subject: string): string {
  return /^\s*(re|aw|sv|vs|antw|ответ|отв|ha|ynt|回复)\s*(\[\d+\])?\s*[:：]/iu.test(subject)
    ? subject.trim()
    : `Re: ${subject.trim()}`.trim();
}
