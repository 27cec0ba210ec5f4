import sql from 'sql-template-tag';
import { BUILD_STATES, BuildError, ParameterError } from '@kojikit/protocol';
import { isStruct, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnText } from '../rpc/database-values.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * The release that follows the last build of a package's version, drafts aside; `1` for the first.
 * Throws BuildError `Unable to increment release value: <release>` for a form that it cannot count on.
 * @param build a struct with `name` and `version`.
 * @param increment by how much. Throws ParameterError `incr parameter must be an integer`.
 */
export async function nextRelease(ctx: Context, build: unknown, increment: unknown): Promise<string> {
  const step = incrementOf(increment);
  if (!isStruct(build) || !('name' in build && 'version' in build)) {
    throw new CallerMistake('a struct with name and version is needed');
  }
  const states = [BUILD_STATES.COMPLETE, BUILD_STATES.DELETED, BUILD_STATES.BUILDING];
  const last = await ctx.db.value<string>(sql`
    SELECT build.release FROM build JOIN package ON build.pkg_id = package.id
    WHERE package.name = ${columnText(build['name'])} AND build.version = ${columnText(build['version'])}
      AND ${ctx.db.dialect.isIn(sql`build.state`, states)} AND NOT build.draft
    ORDER BY build.id DESC LIMIT 1`);
  return incrementRelease(last, step);
}

/** `123` becomes `124`, `123.el8` becomes `124.el8`, `123.snapshot.456` becomes `123.snapshot.457`. */
export function incrementRelease(release: string | undefined, step: number): string {
  if (!release) return String(step);
  const parts = release.split('.');
  // Which part counts: the first of one or two, the last of three.
  const counted = parts.length === 3 ? 2 : 0;
  if (parts.length > 3 || !/^\d+$/.test(parts[counted]!)) {
    throw new BuildError(`Unable to increment release value: ${release}`);
  }
  parts[counted] = String(BigInt(parts[counted]!) + BigInt(step));
  return parts.join('.');
}

function incrementOf(value: unknown): number {
  try {
    return toInteger(value);
  } catch (cause) {
    throw new ParameterError('incr parameter must be an integer', { cause });
  }
}
