/** Runs one statement and gives its rows: a pool's, a transaction's or TypeORM's own. */
export type Query = <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
