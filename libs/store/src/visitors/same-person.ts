/**
 * SQL: the ids of the visitors who are one person with this one, as is known since the site has said so.
 *
 * @param visitor SQL of its id
 */
export function samePerson(visitor: string): string {
  return `select one.id from visitors one join visitors other on coalesce(one.merged_into, one.id) = coalesce(other.merged_into, other.id)
    where other.id = ${visitor}`;
}
