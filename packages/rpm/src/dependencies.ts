import type { RpmHeader } from './rpm-header.js';

/** One dependency of a package; `version` is empty and `flags` has no comparison bit when any version will do. */
export interface Dependency {
  name: string;
  version: string;
  flags: number;
}

/** A kind of dependency, in RPM's words. */
export type DependencyKind =
  'REQUIRE' | 'PROVIDE' | 'CONFLICT' | 'OBSOLETE' | 'SUGGEST' | 'ENHANCE' | 'SUPPLEMENT' | 'RECOMMEND';

/** The dependencies of one kind, in the order of the header. */
export function getDependencies(header: RpmHeader, kind: DependencyKind): Dependency[] {
  const versions = header.strings(`${kind}VERSION`);
  const flags = header.numbers(`${kind}FLAGS`);
  return header
    .strings(`${kind}NAME`)
    .map((name, index) => ({ name, version: versions[index] ?? '', flags: flags[index] ?? 0 }));
}
