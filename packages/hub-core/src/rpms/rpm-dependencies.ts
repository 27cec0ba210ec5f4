import { DEPENDENCY_TYPES } from '@kojikit/protocol';
import { getDependencies, type DependencyKind } from '@kojikit/rpm';
import { applyOptions } from '../query/apply-options.js';
import { asLists } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import { DEPENDENCY_KINDS } from './readers/dependency-kind.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { openRpm, type StrictTexts } from './open-rpm.js';

/** A dependency as Koji's API returns it. */
export interface RpmDependency {
  name: string;
  version: string;
  flags: number;
  /** One of DEPENDENCY_TYPES. */
  type: number;
}

const TEXTS: StrictTexts = {
  external: (info) => `Can not get dependencies, because RPM: ${info} is not internal`,
  missing: (info) => `RPM file of ${info} doesn't exist`,
};

/** What an RPM of a build requires, provides and so on; nothing for an RPM without a file here, unless `strict`. */
export async function readRpmDependencies(
  ctx: Context,
  info: RpmRef,
  wanted: DependencyKind | null | undefined,
  { strict, options }: { strict: boolean; options: QueryOptions | null },
): Promise<RpmDependency[] | number> {
  const opened = await openRpm(ctx, info, strict ? TEXTS : undefined);
  const kinds = DEPENDENCY_KINDS.filter((kind) => wanted === undefined || kind === wanted);
  const rows = kinds.flatMap((kind) =>
    (opened ? getDependencies(opened.header, kind) : []).map((dependency) => ({
      ...dependency,
      type: DEPENDENCY_TYPES[kind],
    })),
  );
  const listed = options?.asList ? asLists(rows, ['name', 'version', 'flags', 'type']) : rows;
  return applyOptions(listed, options);
}
