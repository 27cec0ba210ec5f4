import sql from 'sql-template-tag';
import { BUILD_STATES, BuildError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { ReleasedVersion } from './readers/next-release.js';

/**
 * The release that follows the last build of a package's version, drafts aside; `1` for the first.
 * Throws BuildError `Unable to increment release value: <release>` for a form that it cannot count on.
 * @param increment by how much.
 */
export async function nextRelease(
  ctx: Context,
  { name, version }: ReleasedVersion,
  increment: number,
): Promise<string> {
  const states = [BUILD_STATES.COMPLETE, BUILD_STATES.DELETED, BUILD_STATES.BUILDING];
  const last = await ctx.db.value<string>(sql`
    SELECT build.release FROM build JOIN package ON build.pkg_id = package.id
    WHERE package.name = ${name} AND build.version = ${version}
      AND ${ctx.db.dialect.isIn(sql`build.state`, states)} AND NOT build.draft
    ORDER BY build.id DESC LIMIT 1`);
  return incrementRelease(last, increment);
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
