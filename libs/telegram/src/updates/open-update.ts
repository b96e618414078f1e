/** Kinds of updates as of Bot API 10.3. @see https://core.telegram.org/bots/api#update */
const UPDATE_TYPES = new Set(
  (
    'message edited_message channel_post edited_channel_post business_connection business_message edited_business_message ' +
    'deleted_business_messages guest_message message_reaction message_reaction_count inline_query chosen_inline_result callback_query ' +
    'shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost ' +
    'removed_chat_boost managed_bot subscription stopped_message_generation'
  ).split(' '),
);

export type OpenedUpdate = {
  /** Null where it is missing, or no number that can count. */
  readonly updateId: number | null;
  /** The key that it has beside `update_id`; '' where it has none, or none that could be a key of the API. */
  readonly updateType: string;
  /** What is under that key; null where it is no object. */
  readonly body: object | null;
};

/** Which kind an update is, and what it holds; null where a value is no update at all: it has neither a number nor a known kind. */
export function openUpdate(json: unknown): OpenedUpdate | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const fields = Object.entries(json).filter(([key]) => key !== 'update_id');
  const [key, body] = fields.find(([name]) => UPDATE_TYPES.has(name)) ?? fields.find(([name]) => isName(name)) ?? ['', null];
  const id: unknown = Object.getOwnPropertyDescriptor(json, 'update_id')?.value;
  const updateId = Number.isSafeInteger(id) ? Number(id) : null;
  if (updateId === null && !UPDATE_TYPES.has(key)) return null;
  return { updateId, updateType: key, body: typeof body === 'object' && body !== null && !Array.isArray(body) ? body : null };
}

function isName(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(key);
}
