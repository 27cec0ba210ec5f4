import { readYesNo } from '@kojikit/protocol';
import { ConfigMistakes, type ConfigMistake, type ConfigSections } from '@kojikit/builder/plugin';
import { RUNROOT_OPTIONS, SOURCE_OPTIONS } from './config-options.js';
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

/** The options of a section of the file. */
export function runrootOptions(section: string): readonly string[] | undefined {
  const options = /^path\d+$/.test(section) ? SOURCE_OPTIONS : RUNROOT_OPTIONS[section];
  return options && Object.keys(options);
}

/** Collects what is wrong, with the section and the option that it is about. */
type Report = (message: string, ...path: string[]) => void;

/**
 * Reads and checks the configuration when the daemon starts, so that no task has to find a mistake. Throws
 * ConfigMistakes with all of them, in Koji's texts where it has one.
 */
export const runrootConfig = {
  parse(given: unknown): RunrootConfig {
    const sections = given as ConfigSections;
    const paths = sections['paths'] ?? {};
    const issues: ConfigMistake[] = [];
    const report: Report = (message, ...path) => void issues.push({ message, path });
    const config: RunrootConfig = {
      internalDevSetup: readBoolean(sections['runroot']?.['internal_dev_setup'], report),
      defaultMounts: readList(paths['default_mounts']),
      safeRoots: readList(paths['safe_roots']),
      pathSubs: readSubstitutions(paths['path_subs'], report),
      sources: readSources(sections, report),
    };
    checkAbsolute(config, report);
    const defaultMounts = config.defaultMounts.map((path) => normalizePath(path));
    if (issues.length === 0) checkServed(defaultMounts, config, report);
    if (issues.length > 0) throw new ConfigMistakes(issues);
    return { ...config, defaultMounts };
  },
};

function readBoolean(text: string | undefined, report: Report): boolean | undefined {
  if (text === undefined) return undefined;
  const value = readYesNo(text);
  if (value !== undefined) return value;
  report(`bad config: internal_dev_setup is neither yes nor no: ${text}`, 'runroot', 'internal_dev_setup');
  return undefined;
}

function readList(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((part) => part.trim());
}

function readSubstitutions(text = '', report: Report): { from: string; to: string }[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line) => {
    const parts = readList(line);
    const [from, to] = parts;
    if (from !== undefined && to !== undefined && parts.length === 2) return [{ from, to }];
    report(
      `bad runroot substitution: [${parts.map((part) => `'${part}'`).join(', ')}]`,
      'paths',
      'path_subs',
    );
    return [];
  });
}

function readSources(sections: ConfigSections, report: Report): MountSource[] {
  const names = Object.keys(sections).filter((name) => /^path\d/.test(name));
  for (const odd of names.filter((name) => !/^path\d+$/.test(name)))
    report(`bad config: ${odd} is no section, expected path and a number`, odd);
  return names
    .filter((name) => /^path\d+$/.test(name))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .flatMap((name) => readSource(name, sections[name] ?? {}, report));
}

function readSource(
  name: string,
  values: Readonly<Record<string, string>>,
  report: Report,
): MountSource | [] {
  const { mountpoint, path, fstype, options: optionText } = values;
  if (mountpoint === undefined || path === undefined || fstype === undefined || optionText === undefined) {
    report(`bad config: missing options in ${name} section`, name);
    return [];
  }
  if (!mountpoint.startsWith('/'))
    report(`bad config: mountpoint of ${name} needs to be absolute: ${mountpoint}`, name, 'mountpoint');
  const options = optionText.split(',');
  if (options.includes('bg')) report('bad config: background mount not allowed', name, 'options');
  return { mountpoint, path, fstype, options };
}

function checkAbsolute({ defaultMounts, safeRoots, pathSubs }: RunrootConfig, report: Report): void {
  const lists = {
    default_mounts: defaultMounts,
    safe_roots: safeRoots,
    path_subs: pathSubs.map(({ from }) => from),
  };
  for (const [key, paths] of Object.entries(lists)) {
    for (const path of paths.filter((each) => !each.startsWith('/'))) {
      report(
        `bad config: all paths (default_mounts, safe_roots, path_subs) needs to be absolute: ${path}`,
        'paths',
        key,
      );
    }
  }
}

function checkServed(mounts: readonly string[], { sources }: RunrootConfig, report: Report): void {
  for (const path of mounts) {
    if (sources.some(({ mountpoint }) => below(mountpoint, path) !== undefined)) continue;
    report('bad config: missing corresponding mountpoint', 'paths', 'default_mounts');
  }
}
