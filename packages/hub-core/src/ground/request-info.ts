/** What the hub knows of the HTTP request that a call came with. */
export interface RequestInfo {
  /** The caller's address, after trusted proxies were looked through. */
  readonly remoteAddress: string;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The query string without its question mark. */
  readonly query: string;
  /** Who the TLS layer or a trusted proxy says is calling. */
  readonly clientCertificate?: ClientCertificate;
  /** The user whom a trusted proxy authenticated (`REMOTE_USER`), for instance by Kerberos. */
  readonly remoteUser?: string;
  /** Aborted when the caller went away. */
  readonly signal?: AbortSignal;
}

/** A verified client certificate: its subject as one line and by component (`CN`, `OU`, …). */
export interface ClientCertificate {
  readonly subject: string;
  readonly components: Readonly<Record<string, string>>;
}
