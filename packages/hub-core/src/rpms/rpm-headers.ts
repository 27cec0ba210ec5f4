import { join, normalize } from 'node:path';
import { BUILD_STATES, GenericError, PathInfo } from '@kojikit/protocol';
import { getHeaderFields, type HeaderField } from '@kojikit/rpm';
import { expectText, isTrue, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { findRpm, getRpm } from './find-rpm.js';
import { buildOfRpm, isFile, rpmPath } from './rpm-file.js';

export interface HeadersQuery {
  readonly rpm: unknown;
  /** A task whose output holds the RPM. */
  readonly task: unknown;
  /** The path below the task's folder. */
  readonly path: unknown;
  /** Names of rpm's header fields; nil for all. */
  readonly headers: unknown;
  readonly strict: boolean;
}

/**
 * Header fields of an RPM of a build or of a task's output, by the names they were asked for.
 * Throws GenericError for a field that rpm does not know; in strict mode also for an RPM that is not there.
 */
export async function readRpmHeaders(
  ctx: Context,
  query: HeadersQuery,
): Promise<Record<string, HeaderField>> {
  const path = isTrue(query.rpm) ? await pathOfRpm(ctx, query) : await pathOfOutput(ctx, query);
  if (path === undefined) return {};
  const names = query.headers === null ? undefined : (query.headers as string[]);
  const fields = await getHeaderFields(path, names);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printable(value)]));
}

async function pathOfRpm(ctx: Context, { rpm: info, strict }: HeadersQuery): Promise<string | undefined> {
  const refuse = (message: string) => {
    if (strict) throw new GenericError(message);
    return undefined;
  };
  const rpm = strict ? await getRpm(ctx, info) : await findRpm(ctx, info);
  if (rpm === undefined) return undefined;
  if (rpm.external_repo_id !== 0) return refuse(`External rpm: ${rpm.id}`);
  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) return refuse(`External rpm: ${rpm.id}`);
  if (build.state === BUILD_STATES.DELETED) {
    return refuse(`Build ${build.name}-${build.version}-${build.release} is deleted`);
  }
  const path = rpmPath(ctx, rpm, build);
  if (await isFile(path)) return path;
  ctx.log.error({ path }, 'an RPM file is missing');
  return refuse(`Missing rpm file: ${path}`);
}

async function pathOfOutput(ctx: Context, query: HeadersQuery): Promise<string | undefined> {
  if (!isTrue(query.task)) {
    throw new GenericError('either rpmID or taskID and filepath must be specified');
  }
  if (!isTrue(query.path)) throw new GenericError('filepath must be specified with taskID');
  const given = expectText(query.path);
  if (given.startsWith('/') || given.includes('../') || normalize(given).startsWith('..')) {
    throw new GenericError(`Invalid filepath: ${given}`);
  }
  const path = join(new PathInfo(ctx.config.KojiDir).task(toInteger(query.task)), given);
  if (await isFile(path)) return path;
  if (query.strict) throw new GenericError(`Missing rpm file: ${path}`);
  return undefined;
}

/* Control characters are no part of what XML can carry. */
function printable(value: HeaderField): HeaderField {
  // eslint-disable-next-line no-control-regex
  const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value) && typeof value[0] === 'string') return (value as string[]).map(clean);
  return value;
}
