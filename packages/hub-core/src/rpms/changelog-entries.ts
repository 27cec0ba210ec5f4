import { join } from 'node:path';
import { GenericError, PathInfo, type ChangelogEntry, type WireValue } from '@kojikit/protocol';
import { readHeader } from '@kojikit/rpm';
import { buildFolder, findBuild } from '../builds/index.js';
import { applyOptions } from '../query/apply-options.js';
import { asLists, wholeListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { changelogOf } from './changelog-of.js';
import { listRpms } from './list-rpms.js';
import { isFile } from './rpm-file.js';
import { faultText } from '../rpc/fault-text.js';

export interface ChangelogQuery {
  readonly build: BuildRef | null;
  /** Without a build: a task whose output holds the source RPM. */
  readonly task: () => number | null;
  /** The path below the task's folder. */
  readonly path: () => string | null;
  /** Only entries of this author; null: of any. */
  readonly author: WireValue;
  /** Only entries before or after a time, in seconds since 1970. */
  readonly before: () => number | undefined;
  readonly after: () => number | undefined;
  /** Throw GenericError when there is no source RPM; otherwise there are no entries. */
  readonly strict: boolean;
}

/** The changelog of a build's source RPM, or of one in a task's output, newest first as rpm has it. */
export async function changelogEntries(
  ctx: Context,
  query: ChangelogQuery,
  options: QueryOptions | null,
): Promise<ChangelogEntry[] | number> {
  // A date as text sorts by its letters; the number beside it does not.
  const { order } = { ...options };
  const asked: QueryOptions = {
    ...options,
    order: order === 'date' || order === '-date' ? order.replace('date', 'date_ts') : order,
  };
  const path = query.build === null ? sourceOfTask(ctx, query) : await sourceOfBuild(ctx, query.build, query);
  if (path === undefined) return applyOptions([], asked);
  if (!(await isFile(path))) {
    if (query.strict) throw new GenericError(`SRPM ${path} doesn't exist`);
    return applyOptions([], asked);
  }
  const before = query.before();
  const after = query.after();
  const entries = changelogOf((await readHeader(path)).header);
  const wanted = entries.filter(
    (entry) =>
      (query.author === null || entry.author === query.author) &&
      (before === undefined || entry.date_ts < before) &&
      (after === undefined || entry.date_ts > after),
  );
  const rows = applyOptions(wanted, asked);
  return asked.asList && Array.isArray(rows) ? asLists(rows, ['date', 'author', 'text']) : rows;
}

async function sourceOfBuild(
  ctx: Context,
  info: BuildRef,
  { strict }: Pick<ChangelogQuery, 'strict'>,
): Promise<string | undefined> {
  const build = await findBuild(ctx, info);
  if (build === undefined) {
    if (strict) throw new GenericError(faultText`No such build: ${info}`);
    return undefined;
  }
  const [source] = await wholeListing(listRpms(ctx, { build: build.id, arches: 'src' }));
  if (source !== undefined) return join(buildFolder(ctx, build), new PathInfo().rpm(source));
  if (strict) throw new GenericError(faultText`Build ${info} doesn't have srpms`);
  return undefined;
}

function sourceOfTask(ctx: Context, query: ChangelogQuery): string {
  const task = query.task();
  if (task === null) throw new GenericError('either buildID or taskID and filepath must be specified');
  const path = query.path();
  if (path === null) throw new GenericError('filepath must be specified with taskID');
  return join(new PathInfo(ctx.config.KojiDir).task(task), path);
}
