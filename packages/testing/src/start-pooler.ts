/**
 * Starts a pooler before a database of PostgreSQL.
 * @param url of the database at the server.
 * @returns the URL of the same database through the pooler.
 */
export type StartPooler = (url: string) => Promise<string>;
