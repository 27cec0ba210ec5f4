import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { lookupName } from '../lookup/index.js';
import { answerListing, type ListingAnswer, type QueryOptions } from '../query/listing.js';
import { comparable, type ColumnKind } from '../rpc/comparable.js';
import { columnText } from '../rpc/database-values.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonRepr, pythonStr } from '../rpc/python-names.js';
import { parseStoredJson } from '../rpc/stored-json.js';
import type { ArchiveInfo } from './types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface ArchiveFilter {
  readonly archive?: unknown;
  readonly build?: unknown;
  /** Archives made in a buildroot. */
  readonly buildroot?: unknown;
  /** Archives that were used in a buildroot. */
  readonly usedIn?: unknown;
  /** Archives that another archive consists of. */
  readonly partOf?: unknown;
  readonly host?: unknown;
  readonly filename?: unknown;
  readonly size?: unknown;
  readonly checksum?: unknown;
  readonly checksumType?: unknown;
  /** `maven`, `win`, `image`, or another build type. */
  readonly type?: unknown;
  /** Further conditions that depend on the type. */
  readonly typeInfo?: unknown;
}

/**
 * The archives that fit every given filter, with what is known of them as archives of the type.
 * @param strict throw GenericError `No archives found.` instead of answering none.
 */
export async function listArchives(
  ctx: Context,
  filter: ArchiveFilter,
  { strict = false, options }: { strict?: boolean; options?: QueryOptions | null } = {},
): Promise<ListingAnswer<ArchiveInfo>> {
  const query: ArchiveQuery = { columns: { ...archiveColumns }, joins: [archiveTables], where: [] };
  const equal = (column: Sql, value: unknown, kind: ColumnKind = 'integer') => {
    if (value != null) query.where.push(sql`${column} = ${comparable(kind, value)}`);
  };
  equal(sql`archiveinfo.id`, filter.archive);
  equal(sql`build_id`, filter.build);
  equal(sql`archiveinfo.buildroot_id`, filter.buildroot);
  if (filter.usedIn != null) {
    query.joins.push(sql`JOIN buildroot_archives ON archiveinfo.id = buildroot_archives.archive_id`);
    query.columns = {
      ...query.columns,
      component_buildroot_id: sql`buildroot_archives.buildroot_id`,
      project: sql`buildroot_archives.project_dep`,
    };
    equal(sql`buildroot_archives.buildroot_id`, filter.usedIn);
  }
  if (filter.partOf != null) {
    query.joins.push(sql`JOIN archive_components ON archiveinfo.id = archive_components.component_id`);
    equal(sql`archive_components.archive_id`, filter.partOf);
  }
  if (filter.host != null) {
    query.joins.push(
      sql`JOIN standard_buildroot ON archiveinfo.buildroot_id = standard_buildroot.buildroot_id`,
    );
    query.columns = { ...query.columns, host_id: sql`standard_buildroot.host_id` };
    equal(sql`standard_buildroot.host_id`, filter.host);
  }
  equal(sql`filename`, filter.filename, 'text');
  equal(sql`size`, filter.size, 'bigint');
  equal(sql`checksum`, filter.checksum, 'text');
  equal(sql`checksum_type`, filter.checksumType);
  if (filter.type != null) await addType(ctx, query, filter.type, filter.typeInfo);

  const found = await answerListing<ArchiveInfo>(
    ctx.db,
    { columns: query.columns, from: join(query.joins, ' '), where: query.where, transform: finish },
    options,
  );
  if (strict && (found === 0 || (Array.isArray(found) && found.length === 0))) {
    throw new GenericError('No archives found.');
  }
  return found;
}

interface ArchiveQuery {
  columns: Readonly<Record<string, Sql>>;
  readonly joins: Sql[];
  readonly where: Sql[];
}

async function addType(ctx: Context, query: ArchiveQuery, type: unknown, given: unknown): Promise<void> {
  const info = isStruct(given) ? given : {};
  // Koji looks for names of members only, which a list or a text can be asked for as well; of images it reads one.
  const asked = isStruct(given) || (type !== 'image' && (Array.isArray(given) || typeof given === 'string'));
  if (isTrue(given) && !asked) throw new CallerMistake('the type info must be a struct');
  switch (type) {
    case 'maven':
      query.joins.push(sql`JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id`);
      return addColumns(query, info, {
        group_id: sql`maven_archives.group_id`,
        artifact_id: sql`maven_archives.artifact_id`,
        version: sql`maven_archives.version`,
      });
    case 'win': {
      const words = { platforms: sql`win_archives.platforms`, flags: sql`win_archives.flags` };
      query.joins.push(sql`JOIN win_archives ON archiveinfo.id = win_archives.archive_id`);
      addColumns(query, info, { relpath: sql`win_archives.relpath` });
      addColumns(query, {}, words);
      for (const [name, column] of Object.entries(words)) {
        const wanted = Object.hasOwn(info, name) ? info[name] : [];
        for (const word of Array.isArray(wanted) ? (wanted as unknown[]) : [wanted]) {
          const pattern = `(^|[^[:alnum:]_])${pythonStr(word)}($|[^[:alnum:]_])`;
          query.where.push(ctx.db.dialect.matches(column, pattern));
        }
      }
      return;
    }
    case 'image':
      query.joins.push(sql`JOIN image_archives ON archiveinfo.id = image_archives.archive_id`);
      return addColumns(query, isTrue(info['arch']) ? info : {}, { arch: sql`image_archives.arch` });
    default: {
      const btype = await lookupName(ctx, 'btype', type);
      if (btype === undefined) throw new GenericError(`unsupported archive type: ${pythonStr(type)}`);
      if (isTrue(given)) {
        throw new GenericError(`typeInfo queries not supported for type ${btype.name}`);
      }
      query.where.push(sql`archiveinfo.btype_id = ${btype.id}`);
    }
  }
}

function addColumns(
  query: ArchiveQuery,
  info: Readonly<Record<string, unknown>>,
  columns: Readonly<Record<string, Sql>>,
): void {
  query.columns = { ...query.columns, ...columns };
  for (const [name, column] of Object.entries(columns)) {
    if (Object.hasOwn(info, name)) query.where.push(sql`${column} = ${columnText(info[name])}`);
  }
}

function finish(row: Row): Row {
  const text = row['extra'];
  if (typeof text !== 'string') return row;
  try {
    return { ...row, extra: parseStoredJson(text) };
  } catch (cause) {
    throw new GenericError(`Invalid json data: ${pythonRepr(text)}`, { cause });
  }
}

const archiveTables = sql`archiveinfo
  JOIN archivetypes ON archiveinfo.type_id = archivetypes.id
  JOIN btype ON archiveinfo.btype_id = btype.id`;

const archiveColumns: Readonly<Record<string, Sql>> = {
  id: sql`archiveinfo.id`,
  type_id: sql`archiveinfo.type_id`,
  btype_id: sql`archiveinfo.btype_id`,
  btype: sql`btype.name`,
  build_id: sql`archiveinfo.build_id`,
  buildroot_id: sql`archiveinfo.buildroot_id`,
  filename: sql`archiveinfo.filename`,
  size: sql`archiveinfo.size`,
  checksum: sql`archiveinfo.checksum`,
  checksum_type: sql`archiveinfo.checksum_type`,
  metadata_only: sql`archiveinfo.metadata_only`,
  extra: sql`archiveinfo.extra`,
  type_name: sql`archivetypes.name`,
  type_description: sql`archivetypes.description`,
  type_extensions: sql`archivetypes.extensions`,
  compression_type: sql`archivetypes.compression_type`,
};
