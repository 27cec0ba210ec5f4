import { posix } from 'node:path';
import { GenericError } from '@kojikit/protocol';

/** The schemes of source URLs, by the kind of repository that they lead to. */
const SCHEMES: ReadonlyMap<ScmType, readonly string[]> = new Map<ScmType, readonly string[]>([
  ['CVS', ['cvs://']],
  ['CVS+SSH', ['cvs+ssh://']],
  ['GIT', ['git://', 'git+file://', 'git+http://', 'git+https://', 'git+rsync://']],
  ['GIT+SSH', ['git+ssh://']],
  ['SVN', ['svn://', 'svn+http://', 'svn+https://']],
  ['SVN+SSH', ['svn+ssh://']],
]);

/** The scheme of repositories on the builder itself, which Koji's builder does not know. */
const LOCAL = 'git+file://';

export type ScmType = 'CVS' | 'CVS+SSH' | 'GIT' | 'GIT+SSH' | 'SVN' | 'SVN+SSH';

/** A source URL by its parts: `scheme://[user@]host/repository?module#revision`. */
export interface ScmUrl {
  readonly url: string;
  readonly type: ScmType;
  /** With its colon and slashes. */
  readonly scheme: string;
  /** `name`, or `name:password` where passwords are allowed. */
  readonly user: string | null;
  /** Empty for a repository on the builder itself. */
  readonly host: string;
  /** Absolute, without `.` and `..`. */
  readonly repository: string;
  /** Folder inside the repository; may be empty. */
  readonly module: string;
  readonly revision: string;
}

/** Whether a source of a build is the URL of a repository; else it is the path of an uploaded source package. */
export function isScmUrl(source: string): boolean {
  return typeOf(source) !== undefined;
}

/** Whether the repository is on the builder itself. */
export function isLocal({ scheme }: Pick<ScmUrl, 'scheme'>): boolean {
  return scheme === LOCAL;
}

/**
 * Takes a source URL apart. Throws GenericError for an unknown scheme, a missing part, a password where none is allowed,
 * and for what a program could take for an option or that leads out of the checkout.
 */
export function parseScmUrl(url: string, options: { readonly allowPassword?: boolean } = {}): ScmUrl {
  const type = typeOf(url);
  if (type === undefined) {
    const schemes = [...SCHEMES.values()].flat().sort();
    throw new GenericError(`Invalid scheme in scm url. Valid schemes are: ${schemes.join(' ')}`);
  }
  const scheme = `${url.slice(0, url.indexOf('://'))}://`;
  const { netloc, path: rawPath, query, fragment } = split(url.slice(scheme.length));
  const missing = (what: string): GenericError =>
    new GenericError(
      `Unable to parse SCM URL: ${withoutPassword(url)} . Could not find the ${what} element.`,
    );
  const at = netloc.split('@');
  if (at.length > 2) throw new GenericError('Invalid username@hostname specified: more than one @');
  const host = at[at.length - 1] ?? '';
  if (scheme === LOCAL && netloc !== '')
    throw new GenericError(`Invalid SCM URL. ${LOCAL} leads to the builder itself and takes no host or user`);
  if (host === '' && scheme !== LOCAL) throw missing('netloc');
  const [name = '', password] = at.length === 2 ? splitOnce(at[0] ?? '', ':') : [];
  if (password !== undefined && password !== '' && options.allowPassword !== true)
    throw new GenericError(`username:password format not supported: ${name}:***`);
  if (rawPath === '') throw missing('path');
  const lastName = rawPath.slice(rawPath.lastIndexOf('/') + 1);
  if (lastName.includes(';')) {
    const params = lastName.slice(lastName.indexOf(';') + 1);
    throw new GenericError(
      `Unable to parse SCM URL: ${withoutPassword(url)} . Params element ${params} should be empty.`,
    );
  }
  if (fragment === '') throw missing('fragment');
  const parts = {
    url,
    type,
    scheme,
    user: name === '' ? null : password ? `${name}:${password}` : name,
    host,
    repository: posix.normalize(rawPath).replace(/^\/+/, '/').replace(/\/+$/, ''),
    module: query.replace(/\/+$/, ''),
    revision: fragment,
  };
  refuseTricks(parts);
  return parts;
}

/* Koji trusts its parts; here they become arguments of programs and paths below the checkout, and are held to that. */
function refuseTricks({
  user,
  host,
  repository,
  module,
  revision,
}: Omit<ScmUrl, 'url' | 'type' | 'scheme'>): void {
  const refuse = (what: string): never => {
    throw new GenericError(`Invalid SCM URL. The ${what} is not allowed`);
  };
  // eslint-disable-next-line no-control-regex -- they end lines of logs and of protocols
  const control = /[\u0000-\u0020\u007f]/;
  if (control.test(`${user ?? ''}${host}${repository}${revision}${module}`)) refuse('white space in it');
  if (host.startsWith('-') || user?.startsWith('-')) refuse('leading dash of its host or user');
  if (revision.startsWith('-') || revision.startsWith('+') || revision.includes(':'))
    refuse('revision: it may have no colon, and no dash or plus at its start; it');
  if (module.startsWith('-') || module.startsWith('/') || module.split('/').includes('..'))
    refuse('module: it must be a folder inside the repository; it');
  const last = posix.basename(repository);
  if (repository === '' || last.startsWith('-'))
    refuse('repository: its last name is empty or has a leading dash; it');
}

function typeOf(url: string): ScmType | undefined {
  for (const [type, schemes] of SCHEMES) if (schemes.some((scheme) => url.startsWith(scheme))) return type;
  return undefined;
}

function split(rest: string): { netloc: string; path: string; query: string; fragment: string } {
  const [beforeFragment = '', fragment = ''] = splitOnce(rest, '#');
  const [beforeQuery = '', query = ''] = splitOnce(beforeFragment, '?');
  const slash = beforeQuery.indexOf('/');
  if (slash < 0) return { netloc: beforeQuery, path: '', query, fragment };
  return { netloc: beforeQuery.slice(0, slash), path: beforeQuery.slice(slash), query, fragment };
}

function splitOnce(text: string, separator: string): [string] | [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The URL as it may stand in a log. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^/@:]*):[^/@]*@/, '$1:***@');
}
