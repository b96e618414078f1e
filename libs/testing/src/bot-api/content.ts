import type { Json, WireMessage } from './wire.js';

/**
 * What a message can hold beside text and files, for `customer.says(content.venue(...))` and `business.hears(...)`.
 *
 * https://core.telegram.org/bots/api#message and the sections of each type.
 */
export const content = {
  /** https://core.telegram.org/bots/api#location */
  location: (latitude: number, longitude: number): Json => ({ location: { latitude, longitude } }),

  /** Its later positions come as edits of the message: `customer.edits(id, content.liveLocation(...))`. @param seconds `live_period` */
  liveLocation: (latitude: number, longitude: number, seconds = 900): Json => ({
    location: { latitude, longitude, horizontal_accuracy: 12, live_period: seconds, heading: 90 },
  }),

  /** "For backward compatibility, when this field [venue] is set, the location field will also be set." */
  venue: (place: { latitude: number; longitude: number; title: string; address: string }): Json => {
    const { latitude, longitude, title, address } = place;
    const location = { latitude, longitude };
    return { venue: { location, title, address }, location };
  },

  /** `userId` only of a contact who has Telegram. https://core.telegram.org/bots/api#contact */
  contact: (person: { phone: string; firstName: string; lastName?: string; userId?: number }): Json => {
    const { phone, firstName, lastName, userId } = person;
    const optional = { ...(lastName !== undefined && { last_name: lastName }), ...(userId !== undefined && { user_id: userId }) };
    return { contact: { phone_number: phone, first_name: firstName, ...optional } };
  },

  /** https://core.telegram.org/bots/api#dice */
  dice: (emoji = '🎲', value = 5): Json => ({ dice: { emoji, value } }),

  /** https://core.telegram.org/bots/api#poll */
  poll: (question: string, options: readonly string[]): Json => ({
    poll: {
      id: '5300000000000000001',
      question,
      options: options.map((text, place) => ({ persistent_id: String(place), text, voter_count: 0 })),
      total_voter_count: 0,
      is_closed: false,
      is_anonymous: true,
      type: 'regular',
      allows_multiple_answers: false,
    },
  }),

  /** A kind that nobody knows yet. */
  unknown: (name = 'hologram'): Json => ({ [name]: { depth: 3 } }),
} as const;

/**
 * Who said a forwarded message first, for `says(..., { forwarded: origin.hidden('Lev') })`.
 *
 * https://core.telegram.org/bots/api#messageorigin
 */
export const origin = {
  user: (firstName: string, date = 1_700_000_000): Json => ({
    type: 'user',
    date,
    sender_user: { id: 880_000_001, is_bot: false, first_name: firstName },
  }),
  /** Someone who hides the account in forwards: a name alone. */
  hidden: (name: string, date = 1_700_000_000): Json => ({ type: 'hidden_user', date, sender_user_name: name }),
  /** An anonymous admin, or a group on whose behalf it was said. */
  chat: (title: string, date = 1_700_000_000): Json => ({
    type: 'chat',
    date,
    sender_chat: { id: -1_000_500_000_777, type: 'supergroup', title },
    author_signature: 'admin',
  }),
  channel: (title: string, date = 1_700_000_000): Json => ({
    type: 'channel',
    date,
    chat: { id: -1_000_500_000_888, type: 'channel', title },
    message_id: 17,
    author_signature: 'Editor',
  }),
} as const;

/** A reply to a message of another chat: who said it there, and what it held. https://core.telegram.org/bots/api#externalreplyinfo */
export function externalReply(from: Json, quote?: string, held: Json = {}): Json {
  return { external_reply: { origin: from, ...held }, ...(quote !== undefined && { quote: { text: quote, position: 0 } }) };
}

/** `TextQuote` of a part of a message. https://core.telegram.org/bots/api#textquote @throws when the message does not say it */
export function quoteOf(message: WireMessage, quoted: string): Json {
  const position = (message.text ?? message.caption ?? '').indexOf(quoted);
  if (position < 0) throw new Error(`message ${message.message_id} does not say "${quoted}"`);
  return { quote: { text: quoted, position, is_manual: true } };
}

/** A message after its author changed it: formatting goes with the text that it formatted. */
export function changed(message: WireMessage, change: Json, date: number): WireMessage {
  const now: WireMessage = { ...message, ...change, edit_date: date };
  if ('text' in change && !('entities' in change)) delete now.entities;
  if ('caption' in change && !('caption_entities' in change)) delete now.caption_entities;
  return now;
}
