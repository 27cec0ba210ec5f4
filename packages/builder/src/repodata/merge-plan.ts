import type { Nvra } from '@kojikit/rpm';
import { RpmValueError, compareEvr, compareVersions, formatNvra, parseNvra } from '@kojikit/rpm';

/** How packages of several repositories come together. */
export type MergeMode =
  /**
   * Koji's own: of all builds with the name of one source package only those of the first repository that has it,
   * and of these only the newest.
   */
  | 'koji'
  /** Everything, even several packages of one name, version, release and arch. */
  | 'simple'
  /** Everything, of equal packages the first one. */
  | 'bare';

/** What decides whether a package is taken. */
export interface PackageFacts {
  pkgid: string;
  name: string;
  epoch: string;
  version: string;
  release: string;
  arch: string;
  /** File name of the source package; empty when the metadata does not say. */
  sourceRpm: string;
}

export interface MergePlanOptions {
  mode: MergeMode;
  /** Packages of other arches are left out. */
  arches: ReadonlySet<string>;
  /** Names of source packages whose packages are left out; the mode `bare` knows no blocking. */
  blocked?: ReadonlySet<string>;
}

export interface MergePlan {
  /** Per repository: the ids of the packages that are taken from it. */
  kept: Array<Set<string>>;
  /** The first repository of each package, by index: what pkgorigins tells. */
  origins: Array<{ nvra: string; repository: number }>;
}

/**
 * Decides which packages a merged repository takes from which of the repositories; the first ones win.
 *
 * @param repositories The packages of each repository.
 */
export function planMerge(
  repositories: ReadonlyArray<readonly PackageFacts[]>,
  options: MergePlanOptions,
): MergePlan {
  const chosen = options.mode === 'koji' ? chooseSources(repositories) : undefined;
  const plan: MergePlan = { kept: repositories.map(() => new Set()), origins: [] };
  const seenNvras = new Set<string>();
  const taken = new Map<string, PackageFacts[]>();
  for (const [repository, packages] of repositories.entries()) {
    for (const facts of packages) {
      if (!options.arches.has(facts.arch) || plan.kept[repository]?.has(facts.pkgid)) continue;
      if (!isAllowed(facts, chosen, options)) continue;
      const nvra = formatNvra(facts);
      if (options.mode === 'koji') {
        if (seenNvras.has(nvra)) continue;
        seenNvras.add(nvra);
      }
      const key = `${facts.name}\0${facts.arch}`;
      const rivals = taken.get(key) ?? [];
      const repeated = rivals.some((rival) => isSameVersion(rival, facts));
      if (repeated && options.mode !== 'simple') continue;
      plan.kept[repository]?.add(facts.pkgid);
      taken.set(key, [...rivals, facts]);
      if (!repeated) plan.origins.push({ nvra, repository });
    }
  }
  return plan;
}

/** Per name of a source package: the file name of the one whose packages are taken. */
function chooseSources(repositories: ReadonlyArray<readonly PackageFacts[]>): Map<string, string> {
  const chosen = new Map<string, { source: Nvra; sourceRpm: string; repository: number }>();
  for (const [repository, packages] of repositories.entries()) {
    for (const { sourceRpm } of packages) {
      const source = parseSource(sourceRpm);
      if (source === undefined) continue;
      const rival = chosen.get(source.name);
      if (rival && (rival.repository !== repository || compareEvr(source, rival.source) <= 0)) continue;
      chosen.set(source.name, { source, sourceRpm, repository });
    }
  }
  return new Map([...chosen].map(([name, { sourceRpm }]) => [name, sourceRpm]));
}

function isAllowed(
  facts: PackageFacts,
  chosen: ReadonlyMap<string, string> | undefined,
  options: MergePlanOptions,
): boolean {
  // Metadata may not name the source package, as for source packages themselves: these are taken.
  if (facts.sourceRpm === '') return true;
  const source = parseSource(facts.sourceRpm);
  if (source === undefined) return false;
  if (options.mode !== 'bare' && options.blocked?.has(source.name)) return false;
  return chosen === undefined || chosen.get(source.name) === facts.sourceRpm;
}

function parseSource(sourceRpm: string): Nvra | undefined {
  if (sourceRpm === '') return undefined;
  try {
    return parseNvra(sourceRpm);
  } catch (error) {
    if (error instanceof RpmValueError) return undefined;
    throw error;
  }
}

function isSameVersion(left: PackageFacts, right: PackageFacts): boolean {
  return (
    compareVersions(left.epoch || '0', right.epoch || '0') === 0 &&
    compareVersions(left.version, right.version) === 0 &&
    compareVersions(left.release, right.release) === 0
  );
}
