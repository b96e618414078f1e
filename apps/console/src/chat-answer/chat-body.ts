import { readMarks } from '../formatting/read-marks.js';
import type { Draft } from '../composer/draft.js';

/** What an answer in Telegram has beside its words and files. */
export async function chatBody({ reply, choices, asWritten }: Draft) {
  const { html } = asWritten ? { html: null } : await readMarks(reply.trim());
  return { ...(html === null ? {} : { html }), ...(choices.length > 0 ? { choices: [...choices] } : {}) };
}
