import { join, normalize } from 'node:path';
import { GenericError, PathInfo, type ChangelogEntry } from '@kojikit/protocol';
import { getHeaderFields } from '@kojikit/rpm';
import { buildFolder, findBuild } from '../builds/index.js';
import { applyOptions } from '../query/apply-options.js';
import { asLists, wholeListing, type QueryOptions } from '../query/listing.js';
import { expectText, isStruct, isTrue, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { changelogTime } from './changelog-time.js';
import { listRpms } from './list-rpms.js';
import { isFile } from './rpm-file.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface ChangelogQuery {
  readonly build: unknown;
  /** A task whose output holds the source RPM. */
  readonly task: unknown;
  /** The path below the task's folder. */
  readonly path: unknown;
  /** Only entries of this author. */
  readonly author: unknown;
  /** Only entries before or after a time: seconds since 1970, or a date as text in UTC. */
  readonly before: unknown;
  readonly after: unknown;
  /** Throw GenericError when there is no source RPM; otherwise there are no entries. */
  readonly strict: boolean;
}

/** The changelog of a build's source RPM, or of one in a task's output, newest first as rpm has it. */
export async function changelogEntries(
  ctx: Context,
  query: ChangelogQuery,
  options: QueryOptions | null | undefined,
): Promise<ChangelogEntry[] | number> {
  if (options !== null && options !== undefined && !isStruct(options)) {
    throw new CallerMistake('query options must be a struct');
  }
  // A date as text sorts by its letters; the number beside it does not.
  const { order } = { ...options };
  const asked: QueryOptions = {
    ...options,
    order: order === 'date' || order === '-date' ? order.replace('date', 'date_ts') : order,
  };
  const path = isTrue(query.build) ? await sourceOfBuild(ctx, query) : sourceOfTask(ctx, query);
  if (path === undefined) return applyOptions([], asked);
  if (!(await isFile(path))) {
    if (query.strict) throw new GenericError(`SRPM ${path} doesn't exist`);
    return applyOptions([], asked);
  }
  const before = changelogTime('before', query.before);
  const after = changelogTime('after', query.after);
  const fields = await getHeaderFields(path, ['changelogtime', 'changelogname', 'changelogtext']);
  const [times, authors, texts] = [fields['changelogtime'], fields['changelogname'], fields['changelogtext']];
  const entries = listOf(times).map((time, index) => ({
    date: new Date(Number(time) * 1000).toISOString().slice(0, 19).replace('T', ' '),
    date_ts: Number(time),
    author: printable(listOf(authors)[index]),
    text: printable(listOf(texts)[index]),
  }));
  const wanted = entries.filter(
    (entry) =>
      (!isTrue(query.author) || entry.author === query.author) &&
      (before === undefined || entry.date_ts < before) &&
      (after === undefined || entry.date_ts > after),
  );
  const rows = applyOptions(wanted, asked);
  return isTrue(asked.asList) && Array.isArray(rows) ? asLists(rows, ['date', 'author', 'text']) : rows;
}

async function sourceOfBuild(ctx: Context, query: ChangelogQuery): Promise<string | undefined> {
  const build = await findBuild(ctx, query.build);
  if (build === undefined) {
    if (query.strict) throw new GenericError(`No such build: ${pythonStr(query.build)}`);
    return undefined;
  }
  const [source] = await wholeListing(listRpms(ctx, { build: build.id, arches: 'src' }));
  if (source !== undefined) return join(buildFolder(ctx, build), new PathInfo().rpm(source));
  if (query.strict) throw new GenericError(`Build ${pythonStr(query.build)} doesn't have srpms`);
  return undefined;
}

function sourceOfTask(ctx: Context, query: ChangelogQuery): string {
  if (!isTrue(query.task)) {
    throw new GenericError('either buildID or taskID and filepath must be specified');
  }
  if (!isTrue(query.path)) throw new GenericError('filepath must be specified with taskID');
  const given = expectText(query.path);
  if (given.startsWith('/') || given.includes('../') || normalize(given).startsWith('..')) {
    throw new GenericError(`Invalid filepath: ${given}`);
  }
  return join(new PathInfo(ctx.config.KojiDir).task(toInteger(query.task)), given);
}

function listOf(field: unknown): unknown[] {
  return Array.isArray(field) ? field : field === null || field === undefined ? [] : [field];
}

/* Control characters are no part of what XML can carry. */
function printable(text: unknown): string {
  return (typeof text === 'string' ? text : '').replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g,
    '',
  );
}
