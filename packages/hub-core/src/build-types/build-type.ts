import sql from 'sql-template-tag';
import { dictionary, type Dictionary, type BuildTypeFacts } from '@kojikit/protocol';
import { findBuild } from '../builds/index.js';
import type { BuildRef } from '../readers/index.js';
import { isStruct } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { imageBuild, mavenBuild, winBuild } from './legacy-builds.js';
import type { KnownBuild } from './readers/typed-build.js';

/**
 * The types of a build with what is known of it as such, by type name. Undefined when there is no such build.
 */
export async function buildType(
  ctx: Context,
  info: BuildRef | KnownBuild,
  options: { readonly strict: boolean },
): Promise<Dictionary<BuildTypeFacts | null> | undefined> {
  const build = typeof info === 'object' && 'extra' in info ? info : await findBuild(ctx, info, options);
  if (build === undefined) return undefined;
  const names = await ctx.db.column<string>(sql`
    SELECT btype.name FROM btype JOIN build_types ON build_types.btype_id = btype.id
    WHERE build_types.build_id = ${build.id}`);
  const facts = build.extra?.['typeinfo'];
  const described = isStruct(facts) ? facts : {};
  const types = dictionary<BuildTypeFacts | null>();
  for (const name of names) {
    const facts = Object.hasOwn(described, name) ? described[name] : undefined;
    types[name] = isStruct(facts) ? facts : null;
  }
  const legacy = {
    maven: await mavenBuild(ctx, build.id),
    win: await winBuild(ctx, build.id),
    image: await imageBuild(ctx, build.id),
  };
  for (const [name, row] of Object.entries(legacy)) if (row !== undefined) types[name] = { ...row };
  return types;
}
