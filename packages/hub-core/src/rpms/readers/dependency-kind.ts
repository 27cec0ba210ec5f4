import { DEPENDENCY_TYPES } from '@kojikit/protocol';
import type { DependencyKind } from '@kojikit/rpm';
import type { Reader } from '../../rpc/reader.js';

export const DEPENDENCY_KINDS: readonly DependencyKind[] = [
  'REQUIRE',
  'PROVIDE',
  'CONFLICT',
  'OBSOLETE',
  'SUGGEST',
  'ENHANCE',
  'SUPPLEMENT',
  'RECOMMEND',
];

/** One of DEPENDENCY_TYPES as the kind that it stands for; null for any other value, which no dependency has. */
export const dependencyKind: Reader<DependencyKind | null, number> = (value) =>
  DEPENDENCY_KINDS.find((kind) => DEPENDENCY_TYPES[kind] === value) ?? null;
