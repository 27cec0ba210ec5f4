import type { DependencyKind, RpmHeader } from '@kojikit/rpm';
import { compareVersions, getDependencies } from '@kojikit/rpm';
import type { DependencyList, DependencyMetadata } from './package-metadata.js';
import { isPrimaryFile } from './primary-file.js';

/** Bits of a dependency's flags. */
const COMPARISON = 0x0f;
const MISSING_OK = 1 << 19;
/** Pre-requirements, of scripts before and after installation and of the transaction's scripts. */
const PRE = (1 << 6) | (1 << 9) | (1 << 10) | (1 << 7) | (1 << 5);

const COMPARISONS: Readonly<Record<number, string>> = { 2: 'LT', 4: 'GT', 8: 'EQ', 10: 'LE', 12: 'GE' };

const PLAIN_KINDS: ReadonlyArray<readonly [DependencyKind, DependencyList]> = [
  ['PROVIDE', 'provides'],
  ['CONFLICT', 'conflicts'],
  ['OBSOLETE', 'obsoletes'],
  ['SUGGEST', 'suggests'],
  ['ENHANCE', 'enhances'],
  ['RECOMMEND', 'recommends'],
  ['SUPPLEMENT', 'supplements'],
];

/**
 * The dependencies of a package as createrepo_c lists them: requirements that the package itself fulfils, on rpm
 * itself and repeated ones are left out, and of the versions of libc.so.6 only the highest is required.
 *
 * @param ownFiles The paths of the package's own files.
 */
export function describeDependencies(
  header: RpmHeader,
  ownFiles: ReadonlySet<string>,
): Record<DependencyList, DependencyMetadata[]> {
  const requirements = describeRequires(header, ownFiles);
  const lists: Record<DependencyList, DependencyMetadata[]> = {
    provides: [],
    requires: requirements.requires,
    conflicts: [],
    obsoletes: [],
    suggests: [],
    enhances: [],
    recommends: requirements.recommends,
    supplements: [],
  };
  for (const [kind, list] of PLAIN_KINDS) {
    for (const { name, version, flags } of getDependencies(header, kind)) {
      const described = describe(name, version, flags);
      if (described) lists[list].push(described);
    }
  }
  return lists;
}

function describeRequires(
  header: RpmHeader,
  ownFiles: ReadonlySet<string>,
): { requires: DependencyMetadata[]; recommends: DependencyMetadata[] } {
  const provided = new Set(
    getDependencies(header, 'PROVIDE').map((item) => identity(item.name, item.version, item.flags)),
  );
  const requires: DependencyMetadata[] = [];
  const recommends: DependencyMetadata[] = [];
  const seen = new Map<string, string>();
  let libc: DependencyMetadata | undefined;
  for (const { name, version, flags } of getDependencies(header, 'REQUIRE')) {
    const pre = (flags & PRE) !== 0;
    const key = identity(name, version, flags);
    if (name.startsWith('rpmlib(') || provided.has(key)) continue;
    if (name.startsWith('/') && ownFiles.has(name) && isPrimaryFile(name)) continue;
    if (seen.get(name) === `${key}\0${pre}`) continue;
    const described = describe(name, version, flags);
    if (!described) continue;
    if ((flags & MISSING_OK) !== 0) {
      recommends.push(described);
      continue;
    }
    if (pre) described.pre = true;
    if (name.startsWith('libc.so.6')) {
      if (!libc || isHigherSymbolVersion(described.name, libc.name)) libc = described;
      continue;
    }
    requires.push(described);
    seen.set(name, `${key}\0${pre}`);
  }
  if (libc) requires.push(libc);
  return { requires, recommends };
}

/** What decides whether two dependencies are the same: name, comparison and version. */
function identity(name: string, version: string, flags: number): string {
  return `${name}\0${COMPARISONS[flags & COMPARISON] ?? ''}\0${version}`;
}

/** Undefined for a version with an epoch that is no number: such dependencies are left out. */
function describe(name: string, version: string, flags: number): DependencyMetadata | undefined {
  const comparison = COMPARISONS[flags & COMPARISON];
  if (version === '') return comparison ? { name, flags: comparison } : { name };
  const match = /^(?:([^:]*):)?([^-]*)(?:-(.*))?$/s.exec(version);
  const epoch = match?.[1] || '0';
  if (!match || !/^\s*[+-]?\d+$/.test(epoch)) return undefined;
  if (!comparison) return { name };
  return {
    name,
    flags: comparison,
    epoch,
    ...(match[2] ? { version: match[2] } : {}),
    ...(match[3] ? { release: match[3] } : {}),
  };
}

/** Compares what stands in the parentheses: `libc.so.6(GLIBC_2.4)` is higher than `libc.so.6(GLIBC_2.3.4)`. */
function isHigherSymbolVersion(name: string, than: string): boolean {
  const version = symbolVersion(name);
  const other = symbolVersion(than);
  if (version.rank !== other.rank) return version.rank > other.rank;
  return compareVersions(version.number, other.number) > 0;
}

/** The number in the first parentheses; none, empty ones and ones without a number rank below any number. */
function symbolVersion(name: string): { rank: number; number: string } {
  const symbol = /^[^(]*\(([^)]*)\)/.exec(name)?.[1];
  const number = symbol === undefined ? undefined : /[0-9].*$/s.exec(symbol)?.[0];
  if (number !== undefined) return { rank: 3, number };
  if (symbol === undefined) return { rank: 0, number: '' };
  return { rank: symbol === '' ? 1 : 2, number: '' };
}
