/**
 * SQL: where the last participant who wrote asks for answers; where only others wrote, those whom our last mail went to; before any mail the
 * one it was to begin with; else null.
 *
 * Who came in with our token, or was copied in by a mail that anybody could have written, gets nothing before an agent names him
 * (`threat:A8`, `threat:A9`). Machines are answered where no person wrote. Each look is taken only if the one before found nothing.
 *
 * @param conversation SQL of its id
 */
export function answersGoTo(conversation: string): string {
  const asked = `from messages where conversation_id = ${conversation} and kind = 'inbound' and authentication -> 'answerTo' ->> 'address' <> ''`;
  return `coalesce(
    (select jsonb_build_array(authentication -> 'answerTo') ${asked} and not automatic order by position desc limit 1),
    (select jsonb_build_array(authentication -> 'answerTo') ${asked} order by position desc limit 1),
    (select recipients from messages where conversation_id = ${conversation} and (kind = 'reply' or recap is not null) and recipients <> '[]'
      order by position desc limit 1),
    -- Our first word was undone: whom it was for.
    (select jsonb_build_array(jsonb_build_object('address', d.address, 'name', p.name))
      from conversations n join contacts p on p.id = n.contact_id join identities d on d.contact_id = p.id and d.channel = 'email'
      where n.id = ${conversation} and d.address <> '' and not exists (select from messages where conversation_id = n.id)
      order by d.proved_at desc nulls last, d.created_at desc limit 1))`;
}
