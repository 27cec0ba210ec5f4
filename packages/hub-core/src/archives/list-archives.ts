import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError, type Archive } from '@kojikit/protocol';
import { Rows } from '../db/rows.js';
import { lookupName } from '../lookup/index.js';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { NameOrId } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Context } from '../ground/context.js';
import { furtherData } from '../rpc/further-data.js';
import { archiveColumns, archiveTables, imageColumns, mavenColumns, winColumns } from './archive-columns.js';
import type { OddInfo, TypeInfo } from './readers/type-info.js';
import { faultText } from '../rpc/fault-text.js';

/** Which archives to list: what is undefined does not count, null equals nothing. */
export interface ArchiveFilter {
  readonly archive?: number | null;
  readonly build?: number | null;
  /** Archives made in a buildroot. */
  readonly buildroot?: number | null;
  /** Archives that were used in a buildroot. */
  readonly usedIn?: number | null;
  /** Archives that another archive consists of. */
  readonly partOf?: number | null;
  readonly host?: number | null;
  readonly filename?: string | null;
  readonly size?: number | null;
  readonly checksum?: string | null;
  readonly checksumType?: number | null;
  /** `maven`, `win`, `image`, or another build type. */
  readonly type?: NameOrId;
  /** Further conditions that depend on the type, and only count with one. */
  readonly typeInfo?: () => TypeInfo | OddInfo | null;
}

/**
 * The archives that fit every given filter, with what is known of them as archives of the type.
 * @param strict throw GenericError `No archives found.` instead of answering none.
 */
export async function listArchives(
  ctx: Context,
  filter: ArchiveFilter,
  { strict = false, options }: { strict?: boolean; options?: QueryOptions | null } = {},
): Promise<ListingAnswer<Archive>> {
  const query: ArchiveQuery = { columns: { ...archiveColumns }, joins: [archiveTables], where: [] };
  const equal = (column: Sql, value: number | string | null | undefined) => {
    if (value !== undefined) query.where.push(sql`${column} = ${value}`);
  };
  equal(sql`archiveinfo.id`, filter.archive);
  equal(sql`build_id`, filter.build);
  equal(sql`archiveinfo.buildroot_id`, filter.buildroot);
  if (filter.usedIn !== undefined) {
    query.joins.push(sql`JOIN buildroot_archives ON archiveinfo.id = buildroot_archives.archive_id`);
    query.columns = {
      ...query.columns,
      component_buildroot_id: sql`buildroot_archives.buildroot_id`,
      project: sql`buildroot_archives.project_dep`,
    };
    equal(sql`buildroot_archives.buildroot_id`, filter.usedIn);
  }
  if (filter.partOf !== undefined) {
    query.joins.push(sql`JOIN archive_components ON archiveinfo.id = archive_components.component_id`);
    equal(sql`archive_components.archive_id`, filter.partOf);
  }
  if (filter.host !== undefined) {
    query.joins.push(
      sql`JOIN standard_buildroot ON archiveinfo.buildroot_id = standard_buildroot.buildroot_id`,
    );
    query.columns = { ...query.columns, host_id: sql`standard_buildroot.host_id` };
    equal(sql`standard_buildroot.host_id`, filter.host);
  }
  equal(sql`filename`, filter.filename);
  equal(sql`size`, filter.size);
  equal(sql`checksum`, filter.checksum);
  equal(sql`checksum_type`, filter.checksumType);
  if (filter.type !== undefined) await addType(ctx, query, filter.type, filter.typeInfo?.() ?? null);

  const found = await answerListing<Archive>(
    ctx.db,
    { columns: query.columns, from: join(query.joins, ' '), where: query.where, readers: furtherData },
    options,
  );
  if (strict && isEmpty(found)) {
    throw new GenericError('No archives found.');
  }
  return found;
}

function isEmpty(answer: ListingAnswer<Archive>): boolean {
  if (typeof answer === 'number') return answer === 0;
  return (Array.isArray(answer) || answer instanceof Rows) && answer.length === 0;
}

interface ArchiveQuery {
  columns: Readonly<Record<string, Sql>>;
  readonly joins: Sql[];
  readonly where: Sql[];
}

async function addType(
  ctx: Context,
  query: ArchiveQuery,
  type: NameOrId,
  given: TypeInfo | OddInfo | null,
): Promise<void> {
  // Koji looks for names of members only, which a list or a text can be asked for as well; of images it reads one.
  if (given === 'no struct' || (given === 'without members' && type === 'image')) {
    throw new CallerMistake('the type info must be a struct');
  }
  const info = given === 'without members' || given === null ? {} : given;
  switch (type) {
    case 'maven':
      query.joins.push(sql`JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id`);
      return addColumns(query, info, mavenColumns);
    case 'win':
      query.joins.push(sql`JOIN win_archives ON archiveinfo.id = win_archives.archive_id`);
      addColumns(query, info, { relpath: winColumns.relpath });
      return addWords(ctx, query, info);
    case 'image':
      query.joins.push(sql`JOIN image_archives ON archiveinfo.id = image_archives.archive_id`);
      return addColumns(query, info, imageColumns);
    default: {
      const btype = await lookupName(ctx, 'btype', type);
      if (btype === undefined) throw new GenericError(faultText`unsupported archive type: ${type}`);
      if (given !== null) throw new GenericError(`typeInfo queries not supported for type ${btype.name}`);
      query.where.push(sql`archiveinfo.btype_id = ${btype.id}`);
    }
  }
}

type TextInfo = Omit<TypeInfo, 'platforms' | 'flags'>;

function addColumns<Name extends keyof TextInfo>(
  query: ArchiveQuery,
  info: TextInfo,
  columns: Readonly<Record<Name, Sql>>,
): void {
  query.columns = { ...query.columns, ...columns };
  for (const name in columns) {
    if (info[name] !== undefined) query.where.push(sql`${columns[name]} = ${info[name]}`);
  }
}

function addWords(ctx: Context, query: ArchiveQuery, { platforms = [], flags = [] }: TypeInfo): void {
  const columns = { platforms: winColumns.platforms, flags: winColumns.flags };
  query.columns = { ...query.columns, ...columns };
  const contains = (column: Sql) => (word: string) =>
    ctx.db.dialect.matches(column, `(^|[^[:alnum:]_])${word}($|[^[:alnum:]_])`);
  query.where.push(...platforms.map(contains(columns.platforms)), ...flags.map(contains(columns.flags)));
}
