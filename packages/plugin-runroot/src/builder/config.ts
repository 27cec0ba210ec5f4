import { GenericError, readYesNo } from '@kojikit/protocol';
import type { ConfigSections } from '@kojikit/builder/plugin';
import { below, normalizePath } from './path-boundary.js';

/** Where a mount of the root comes from: one section `[pathN]`. */
export interface MountSource {
  /** Paths at and below this one are served, inside the root and as callers name them. */
  readonly mountpoint: string;
  /** What stands for the mount point: a folder of the host, or a remote one. */
  readonly path: string;
  readonly fstype: string;
  /** Options of mount(8). */
  readonly options: readonly string[];
}

/** `plugins/runroot.conf` beside kojid.conf, checked. */
export interface RunrootConfig {
  /** mock's `internal_dev_setup`; default: mock's own choice. */
  readonly internalDevSetup: boolean | undefined;
  /** Mounted in every root, as their sections say. */
  readonly defaultMounts: readonly string[];
  /** Callers may ask for read-write mounts of these and of what is below them. Default: none. */
  readonly safeRoots: readonly string[];
  /** Replacements of the start of paths that callers ask for, in order. */
  readonly pathSubs: readonly { readonly from: string; readonly to: string }[];
  /** The first whose mount point fits serves a path. */
  readonly sources: readonly MountSource[];
}

/**
 * Reads and checks the configuration when the daemon starts, so that no task has to find a mistake. Throws
 * GenericError with Koji's texts where it has one.
 */
export const runrootConfig = {
  parse(given: unknown): RunrootConfig {
    const sections = given as ConfigSections;
    const paths = sections['paths'] ?? {};
    const config: RunrootConfig = {
      internalDevSetup: readBoolean(sections['runroot']?.['internal_dev_setup']),
      defaultMounts: readList(paths['default_mounts']),
      safeRoots: readList(paths['safe_roots']),
      pathSubs: readSubstitutions(paths['path_subs']),
      sources: readSources(sections),
    };
    assertAbsolute(config);
    return { ...config, defaultMounts: config.defaultMounts.map((path) => assertServed(config, path)) };
  },
};

function readBoolean(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const value = readYesNo(text);
  if (value !== undefined) return value;
  throw new GenericError(`bad config: internal_dev_setup is neither yes nor no: ${text}`);
}

function readList(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((part) => part.trim());
}

function readSubstitutions(text = ''): { from: string; to: string }[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const parts = readList(line);
    const [from, to] = parts;
    if (from === undefined || to === undefined || parts.length !== 2) {
      throw new GenericError(`bad runroot substitution: [${parts.map((part) => `'${part}'`).join(', ')}]`);
    }
    return { from, to };
  });
}

function readSources(sections: ConfigSections): MountSource[] {
  const names = Object.keys(sections).filter((name) => /^path\d/.test(name));
  const odd = names.find((name) => !/^path\d+$/.test(name));
  if (odd !== undefined)
    throw new GenericError(`bad config: ${odd} is no section, expected path and a number`);
  return names
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .map((name) => readSource(name, sections[name] ?? {}));
}

function readSource(name: string, values: Readonly<Record<string, string>>): MountSource {
  const { mountpoint, path, fstype, options: optionText } = values;
  if (mountpoint === undefined || path === undefined || fstype === undefined || optionText === undefined) {
    throw new GenericError(`bad config: missing options in ${name} section`);
  }
  if (!mountpoint.startsWith('/')) {
    throw new GenericError(`bad config: mountpoint of ${name} needs to be absolute: ${mountpoint}`);
  }
  const options = optionText.split(',');
  if (options.includes('bg')) throw new GenericError('bad config: background mount not allowed');
  return { mountpoint, path, fstype, options };
}

function assertAbsolute({ defaultMounts, safeRoots, pathSubs }: RunrootConfig): void {
  for (const path of [...defaultMounts, ...safeRoots, ...pathSubs.map(({ from }) => from)]) {
    if (path.startsWith('/')) continue;
    throw new GenericError(
      `bad config: all paths (default_mounts, safe_roots, path_subs) needs to be absolute: ${path}`,
    );
  }
}

function assertServed({ sources }: RunrootConfig, mount: string): string {
  const path = normalizePath(mount);
  if (sources.some(({ mountpoint }) => below(mountpoint, path) !== undefined)) return path;
  throw new GenericError('bad config: missing corresponding mountpoint');
}
