import type { ChatPreview } from '@app/contracts';
import { isColour } from '../contrast.js';
import { FIRST_COLOUR, webchatSettings, type WebchatValues } from '../webchat-values.js';

/** What the panel would be told of a chat that is set as the form has it. */
export function chatOf(values: WebchatValues, organisation: string, isClosed: boolean): ChatPreview['inbox'] {
  const { texts, colour, position, forms, askAddress, awayMail } = webchatSettings(values);
  return {
    id: '',
    name: organisation,
    texts,
    colour: isColour(colour) ? colour : FIRST_COLOUR,
    position,
    // What has no words yet cannot be asked.
    forms: forms
      .filter(({ topic }) => topic.en !== '')
      .map((form) => ({ ...form, version: '', fields: form.fields.filter(({ label }) => label.en !== '') })),
    askAddress,
    sendsMail: awayMail !== null,
    open: !isClosed,
    nextOpenAt: isClosed ? tomorrowAtNine(new Date()) : null,
  };
}

function tomorrowAtNine(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).toISOString();
}
