/** Codes to words of one language. A code with a count has a key for each plural form: `code_one`, `code_few`, ... */
export type Catalog = Readonly<Record<string, string>>;
