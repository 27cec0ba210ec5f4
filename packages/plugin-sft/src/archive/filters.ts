import { toText } from './byte-path.js';
import { globSource } from '@kojikit/protocol';

/**
 * What is never saved, whatever the configuration says, at any depth and in any case: Kerberos ticket caches and key
 * tables, what users of the machine have at run time, and the keys that programs keep in places of their own.
 */
export const ALWAYS_LEFT_OUT: readonly string[] = [
  '*/krb5cc*',
  '*/*.keytab',
  '*/run/user/*',
  '*/.ssh/id_*',
  '*/.gnupg/private-keys*',
  '*/.gnupg/secring*',
  '*/.netrc',
  '*/.git-credentials',
  '*/.aws/credentials',
  '*/.docker/config.json',
  '*/etc/pki/entitlement/*',
  '*/etc/pki/consumer/*',
];

export interface FilterOptions {
  /** Globs of the configuration. */
  readonly patterns: readonly string[];
  /** The globs of the configuration match in any case, too. */
  readonly ignoreCase: boolean;
  /** Where the root is in the archive, without slashes at the ends: Koji's globs match the whole name. */
  readonly prefix: string;
}

/** Says which paths are left out of an archive. */
export class Filters {
  private readonly always = new RegExp(`^(?:${ALWAYS_LEFT_OUT.map(globSource).join('|')})$`, 'i');
  private readonly configured: RegExp | undefined;
  private readonly prefix: string;

  constructor({ patterns, ignoreCase, prefix }: FilterOptions) {
    this.prefix = toText(prefix);
    if (patterns.length === 0) return;
    // Who writes a slash at the end means a folder, which has none here.
    const globs = patterns.map((pattern) => globSource(pattern.replace(/(?<=.)\/+$/, '')));
    this.configured = new RegExp(`^(?:${globs.join('|')})$`, ignoreCase ? 'i' : '');
  }

  /**
   * Whether a path inside the root is left out. The globs of the configuration are tried on it with and without a
   * slash in front, and on its name in the archive with and without one.
   */
  match(path: string): boolean {
    const text = toText(path);
    if (this.always.test(text)) return true;
    if (!this.configured) return false;
    const bare = text.slice(1);
    return [text, bare, `${this.prefix}${text}`, `/${this.prefix}${text}`].some((name) =>
      this.configured!.test(name),
    );
  }

  matchAny(paths: readonly string[]): boolean {
    return paths.some((path) => this.match(path));
  }
}
