import { GenericError } from '@kojikit/protocol';
import type { RootMount } from '@kojikit/builder/plugin';
import type { MountSource, RunrootConfig } from './config.js';
import { below, normalizePath } from './path-boundary.js';

/** A mount that a root is to get. */
export interface PlannedMount extends RootMount {
  /** For a folder of the host that a caller asked for: where links may be followed up to. */
  readonly linksUpTo?: string;
}

/**
 * What is mounted for a task, in order: the default mounts, then what the caller asked for, read-write. Looks at no
 * file. Throws GenericError `read-write mount point is not safe: <path>` for what is in no safe root, and
 * `bad config: missing corresponding mountpoint` for what no section serves.
 */
export function planMounts(config: RunrootConfig, asked: readonly string[]): PlannedMount[] {
  return [
    ...config.defaultMounts.map((path) => plan(config, path, false)),
    ...asked.map((path) => plan(config, substitute(config, safePath(config, path)), true)),
  ];
}

function safePath({ safeRoots }: RunrootConfig, asked: string): string {
  // Two slashes at the start may mean another root than one slash, so they are no path of ours.
  const path = asked.startsWith('//') ? asked : normalizePath(asked);
  const safe = !path.startsWith('//') && safeRoots.some((root) => below(root, path) !== undefined);
  if (safe && !path.includes('\0')) return path;
  throw new GenericError(`read-write mount point is not safe: ${path}`);
}

/* In Koji a substitution replaces its text anywhere in the path, also in the middle of a name. */
function substitute({ pathSubs }: RunrootConfig, path: string): string {
  return pathSubs.reduce((current, { from, to }) => {
    const rest = below(normalizePath(from), current);
    return rest === undefined ? current : normalizePath(rest === '' ? to : `${to}/${rest}`);
  }, path);
}

function plan({ sources }: RunrootConfig, path: string, writable: boolean): PlannedMount {
  if (!path.startsWith('/')) throw new GenericError(`invalid mount point: ${path}`);
  const source = sources.find(({ mountpoint }) => below(mountpoint, path) !== undefined);
  if (source === undefined) throw new GenericError('bad config: missing corresponding mountpoint');
  const options = writable
    ? source.options.map((option) => (option === 'ro' ? 'rw' : option))
    : source.options;
  const bind = options.includes('bind');
  return {
    device: deviceFor(source, path),
    path,
    type: bind ? 'none' : source.fstype,
    options: options.join(','),
    ...(bind && writable && { linksUpTo: source.path }),
  };
}

function deviceFor({ mountpoint, path: folder }: MountSource, path: string): string {
  const rest = below(mountpoint, path) ?? '';
  return folder.endsWith('/') ? `${folder}${rest}` : `${folder}/${rest}`;
}
