/** One metadata file that repomd.xml names. */
export interface RepomdEntry {
  readonly type: string;
  /** Path below the repo's folder. */
  readonly href: string;
  /** Checksum of the file as it is stored. */
  readonly checksum: string;
}

const DATA = /<data\s+type="([^"]+)"[^>]*>([\s\S]*?)<\/data>/g;

/**
 * Reads the entries of repomd.xml. The document has one fixed form that only programs write, so patterns do; what is
 * not understood is left out.
 */
export function parseRepomd(xml: string): RepomdEntry[] {
  const entries: RepomdEntry[] = [];
  for (const [, type = '', body = ''] of xml.matchAll(DATA)) {
    const href = /<location\s[^>]*href="([^"]+)"/.exec(body)?.[1];
    const checksum = /<checksum[^>]*>([^<]+)<\/checksum>/.exec(body)?.[1];
    if (href !== undefined && checksum !== undefined) entries.push({ type, href, checksum: checksum.trim() });
  }
  return entries;
}
