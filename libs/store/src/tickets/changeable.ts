/** Hours after which Telegram deletes nothing any more. @see https://core.telegram.org/bots/api#deletemessage */
export const DELETABLE_HOURS = 48;

/**
 * SQL: how what was sent of an agent's answer in Telegram (`m`, of conversation `v`) stands in the chat. `known`: each part of it still
 * waits, or its message in this chat is known; a chat that moved to another number has no messages of its old one.
 */
export const SENT = `left join lateral (
    select bool_and(d.state in ('held', 'queued')) as waits,
      bool_and(d.state in ('held', 'queued')
        or (d.state in ('accepted', 'delivered', 'read') and d.external_id is not null and d.recipient = v.external_key)) as known,
      min(d.updated_at) filter (where d.state in ('accepted', 'delivered', 'read')) as first_at
    from deliveries d where d.message_id = m.id and d.purpose = 'send' and d.channel = 'telegram' and d.state <> 'cancelled'
  ) sent on m.kind = 'reply' and m.author_type = 'agent'`;

/** With `SENT`. */
export const CHANGEABLE = `(m.deleted_at is null and coalesce(sent.known, false) and (sent.waits or v.blocked_at is null))`;

/** With `SENT`. */
export const DELETABLE = `(m.deleted_at is null and coalesce(sent.known, false)
  and (sent.waits or (v.blocked_at is null and sent.first_at > now() - interval '${DELETABLE_HOURS} hours')))`;

/** SQL: what is still to happen in the chat to what was sent, or never will; null: nothing. */
export const CHANGING = `(select json_build_object('what', case d.purpose when 'remove' then 'removal' else 'text' end, 'state', d.state,
    'reason', d.reason)
  from deliveries d where d.message_id = m.id and d.purpose <> 'send' and d.state in ('failed', 'unknown', 'sending', 'queued', 'held')
  order by array_position(array['failed', 'unknown', 'sending', 'queued', 'held'], d.state), d.part limit 1)`;
