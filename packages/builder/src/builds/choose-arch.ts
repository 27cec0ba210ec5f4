import { BuildError, globPattern, matchesGlob } from '@kojikit/protocol';
import { canonArch, type RpmHeader } from '@kojikit/rpm';
import type { BuildConfig } from '../buildroot/build-config.js';
import { listField } from './source-package.js';

/** Chooses one of several; tests give their own. */
export type Choice = <Item>(items: readonly [Item, ...Item[]]) => Item;

const atRandom: Choice = (items) => items[Math.floor(Math.random() * items.length)] ?? items[0];

/** The arches that a source package is built for. Throws BuildError if there are none. */
export function archesOfBuild(
  config: BuildConfig,
  header: RpmHeader,
  options: { readonly extra?: string | null; readonly override?: string | null },
): string[] {
  const tagArches = words(config.arches);
  if (tagArches.length === 0) throw new BuildError(`No arches for tag ${config.name} [${config.id}]`);
  const builds = listField(header, 'BUILDARCHS');
  const exclusive = listField(header, 'EXCLUSIVEARCH');
  const exclude = listField(header, 'EXCLUDEARCH');
  let arches = builds.length > 0 ? [...builds] : [...tagArches, ...words(options.extra)];
  if (exclusive.length > 0) arches = arches.filter((arch) => exclusive.includes(arch));
  arches = arches.filter((arch) => !exclude.includes(arch));
  const isNoarch = builds.includes('noarch') || exclusive.includes('noarch');
  if (isNoarch && !exclude.includes('noarch')) arches.push('noarch');
  if (options.override) arches = words(options.override);
  const known = new Set(tagArches.map((arch) => canonArch(arch)));
  const fitting = arches.filter((arch) => arch === 'noarch' || known.has(canonArch(arch)));
  if (fitting.length === 0) throw new BuildError('No matching arches were found');
  return [...new Set(fitting)];
}

/**
 * The arch of the subtask that builds for an arch: hosts are chosen by it. For noarch it is `noarch`, unless the package
 * or the tag leaves out some of the tag's arches. Throws BuildError if none is left.
 * @param header That of the source package; undefined before there is one.
 */
export function archOfSubtask(
  arch: string,
  header: RpmHeader | undefined,
  config: BuildConfig,
  literal: readonly string[],
  choose: Choice = atRandom,
): string {
  if (matchesGlob(arch, literal.map(globPattern))) return arch;
  if (arch !== 'noarch') return canonArch(arch);
  const exclusive = header ? listField(header, 'EXCLUSIVEARCH').map((name) => canonArch(name)) : [];
  const exclude = header ? listField(header, 'EXCLUDEARCH').map((name) => canonArch(name)) : [];
  const noarch = config.extra['noarch_arches'];
  const wanted = typeof noarch === 'string' ? words(noarch).map((name) => canonArch(name)) : [];
  if (exclusive.length + exclude.length + wanted.length === 0) return 'noarch';
  const tagArches = words(config.arches).map((name) => canonArch(name));
  const left = tagArches.filter(
    (name) =>
      (wanted.length === 0 || wanted.includes(name)) &&
      (exclusive.length === 0 || exclusive.includes(name)) &&
      !exclude.includes(name),
  );
  const [first, ...rest] = left;
  if (first === undefined) {
    const list = (names: readonly string[]): string => names.join(' ') || 'none';
    throw new BuildError(
      `No valid arches were found. tag ${list(tagArches)}, extra ${list(wanted)}, exclusive ${list(exclusive)}, exclude ${list(exclude)}`,
    );
  }
  return new Set(left).size === new Set(tagArches).size ? 'noarch' : choose([first, ...rest]);
}

/**
 * The arch of a build root on this host: for noarch one that host and tag share, if possible the preferred one. Throws
 * BuildError if they share none.
 */
export function archOfRoot(
  arch: string,
  host: { readonly name: string; readonly arches: string | null },
  config: Pick<BuildConfig, 'name' | 'arches'>,
  preferred?: string,
  choose: Choice = atRandom,
): string {
  if (arch !== 'noarch') return arch;
  const [hostArches, tagArches] = [canonical(host.arches), canonical(config.arches)];
  if (hostArches.length === 0) throw new BuildError(`No arch list for this host: ${host.name}`);
  if (tagArches.length === 0) throw new BuildError(`No arch list for tag: ${config.name}`);
  const [first, ...rest] = hostArches.filter((name) => tagArches.includes(name));
  if (first === undefined) {
    throw new BuildError(
      `host ${host.name} (${hostArches.join(', ')}) does not support any arches of tag ${config.name} (${tagArches.join(', ')})`,
    );
  }
  if (preferred !== undefined && [first, ...rest].includes(preferred)) return preferred;
  return choose([first, ...rest]);
}

/** Whether a host and a tag have an arch in common; a tag without arches fails later, in words. */
export function sharesArch(
  host: { readonly arches: string | null },
  tagArches: string | null | undefined,
): boolean {
  const wanted = canonical(tagArches);
  const own = words(host.arches);
  return wanted.length === 0 || wanted.some((arch) => own.includes(arch));
}

function canonical(arches: string | null | undefined): string[] {
  return [...new Set(words(arches).map((arch) => canonArch(arch)))].sort();
}

function words(text: string | null | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
