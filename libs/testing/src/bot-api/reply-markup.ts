import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';

import { badRequest } from './api-error.js';
import type { Params } from './params.js';
import { isJson } from './wire.js';

/** "Data to be sent in a callback query to the bot when the button is pressed, 1-64 bytes": https://core.telegram.org/bots/api#inlinekeyboardbutton */
const CALLBACK_DATA_LIMIT = 64;

/**
 * The inline keyboard of a message; undefined for none and for keyboards that are no part of the message.
 *
 * @throws ApiError 400 for what is no markup or has buttons that cannot be
 */
export function readInlineKeyboard(params: Params): InlineKeyboardMarkup | undefined {
  const markup = params.object('reply_markup', 'reply markup');
  if (markup === undefined || markup['inline_keyboard'] === undefined) return undefined;
  const rows = markup['inline_keyboard'];
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    return row.map(readButton);
  });
  return { inline_keyboard: keyboard.filter((row) => row.length > 0) };
}

function readButton(button: unknown): InlineKeyboardButton {
  if (!isButton(button)) throw badRequest('can\'t parse inline keyboard button: field "text" must be a non-empty String');
  if ('callback_data' in button) {
    const size = Buffer.byteLength(button.callback_data);
    if (size === 0 || size > CALLBACK_DATA_LIMIT) throw badRequest('BUTTON_DATA_INVALID');
    return button;
  }
  if (Object.keys(button).length < 2) {
    throw badRequest("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard");
  }
  return button;
}

function isButton(value: unknown): value is InlineKeyboardButton {
  return isJson(value) && typeof value['text'] === 'string' && value['text'] !== '';
}
