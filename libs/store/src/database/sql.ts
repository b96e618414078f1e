/** Runs statements: the store (each on a connection of its own) or a transaction. */
export type Sql = {
  /** Rows as the database gives them: timestamps as Date, bigint as string, json parsed. */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
};

/**
 * Runs the same few statements again and again: each is planned once for a connection, where planning takes longer than running. Only for
 * texts that are written down as they are, since a connection keeps every one it was given.
 */
export type PlannedSql = Sql & {
  planned<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
};

/** The one row that a statement must give. */
export function one<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('Expected one row and found none.');
  return row;
}
