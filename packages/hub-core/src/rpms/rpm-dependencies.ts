import { DEPENDENCY_TYPES } from '@kojikit/protocol';
import { getDependencies, type DependencyKind } from '@kojikit/rpm';
import { applyOptions } from '../query/apply-options.js';
import { asLists, type QueryOptions } from '../query/listing.js';
import type { Context } from '../rpc/context.js';
import { openRpm, type StrictTexts } from './open-rpm.js';

/** A dependency as Koji's API answers it. */
export interface RpmDependency {
  name: string;
  version: string;
  flags: number;
  /** One of DEPENDENCY_TYPES. */
  type: number;
}

const KINDS: readonly DependencyKind[] = [
  'REQUIRE',
  'PROVIDE',
  'CONFLICT',
  'OBSOLETE',
  'SUGGEST',
  'ENHANCE',
  'SUPPLEMENT',
  'RECOMMEND',
];

const TEXTS: StrictTexts = {
  external: (info) => `Can not get dependencies, because RPM: ${info} is not internal`,
  missing: (info) => `RPM file of ${info} doesn't exist`,
};

/** What an RPM of a build requires, provides and so on; nothing for an RPM without a file here, unless `strict`. */
export async function readRpmDependencies(
  ctx: Context,
  info: unknown,
  type: unknown,
  { strict, options }: { strict: boolean; options: QueryOptions | null | undefined },
): Promise<RpmDependency[] | number> {
  const opened = await openRpm(ctx, info, strict ? TEXTS : undefined);
  const wanted = KINDS.filter((kind) => type === null || DEPENDENCY_TYPES[kind] === type);
  const rows = wanted.flatMap((kind) =>
    (opened ? getDependencies(opened.header, kind) : []).map((dependency) => ({
      ...dependency,
      type: DEPENDENCY_TYPES[kind],
    })),
  );
  const listed = options?.asList ? asLists(rows, ['name', 'version', 'flags', 'type']) : rows;
  return applyOptions(listed, options);
}
