/**
 * True of the conversations (alias `v`, of inbox `i`) that are a customer's own chat with the bot: no group or channel, and none of a
 * business account, where the bot may only answer. Chats that came before they said of themselves what they are have their number alone.
 */
export const PRIVATE_CHAT = `(i.channel = 'telegram' and not coalesce((v.chat ->> 'business')::boolean, v.external_key !~ '^0:')
  and coalesce(v.chat ->> 'kind', case when v.external_key ~ '^0:-' then 'group' else 'private' end) = 'private')`;

/** True of the tickets (alias `t`) that can still change. */
export const LIVE = `t.state not in ('solved', 'closed')`;
