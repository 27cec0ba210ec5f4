import { join } from 'node:path';
import { BUILD_STATES, GenericError, PathInfo } from '@kojikit/protocol';
import { getHeaderFields, type HeaderField } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { findRpm, getRpm } from './find-rpm.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { printableText } from './printable-text.js';
import { buildOfRpm, isFile, rpmPath } from './rpm-file.js';

export interface HeadersQuery {
  readonly rpm: RpmRef | null;
  /** Without an RPM: a task whose output holds it. */
  readonly task: () => number | null;
  /** The path below the task's folder. */
  readonly path: () => string | null;
  /** Names of rpm's header fields; null for all. */
  readonly headers: (() => string[]) | null;
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
  const path = query.rpm === null ? await pathOfOutput(ctx, query) : await pathOfRpm(ctx, query.rpm, query);
  if (path === undefined) return {};
  const fields = await getHeaderFields(path, query.headers?.());
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printable(value)]));
}

async function pathOfRpm(
  ctx: Context,
  info: RpmRef,
  { strict }: Pick<HeadersQuery, 'strict'>,
): Promise<string | undefined> {
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
  const task = query.task();
  if (task === null) throw new GenericError('either rpmID or taskID and filepath must be specified');
  const below = query.path();
  if (below === null) throw new GenericError('filepath must be specified with taskID');
  const path = join(new PathInfo(ctx.config.KojiDir).task(task), below);
  if (await isFile(path)) return path;
  if (query.strict) throw new GenericError(`Missing rpm file: ${path}`);
  return undefined;
}

function printable(value: HeaderField): HeaderField {
  if (typeof value === 'string') return printableText(value);
  if (Array.isArray(value) && typeof value[0] === 'string')
    return value.map((text) => printableText(String(text)));
  return value;
}
