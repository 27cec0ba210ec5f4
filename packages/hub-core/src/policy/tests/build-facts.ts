import sql from 'sql-template-tag';
import { GenericError, type Build } from '@kojikit/protocol';
import { lookupNameStrictly } from '../../lookup/index.js';
import { buildRef } from '../../readers/index.js';
import type { Context } from '../../ground/context.js';
import type { PolicyData } from '../../ground/policies.js';

/** The build of the data. Throws GenericError when there is none in the data, or `No such build: <what was given>`. */
export async function policyBuild(ctx: Context, data: PolicyData): Promise<Build> {
  if (!Object.hasOwn(data, 'build')) throw new GenericError('policy data must contain a build');
  return ctx.call('getBuild', { buildInfo: buildRef(data['build']), strict: true });
}

/** What a buildroot tells a policy. */
export interface BuildrootFacts {
  /** The content generator that made it; null: a builder of ours did, or nobody knows. */
  readonly generator: string | null;
  /** The tag that it was made of. */
  readonly tag: string | null;
  /** The event of the repo that it was made of. */
  readonly event: number | null;
}

/**
 * The buildroots that the build of the data was made in. A part without a buildroot counts as one that tells nothing.
 * Empty when the data has neither `buildroots` nor `build`.
 */
export async function policyBuildroots(ctx: Context, data: PolicyData): Promise<BuildrootFacts[]> {
  const ids = await buildrootIds(ctx, data);
  const known = ids.filter((id): id is number => id !== null);
  const rows = await ctx.db.all<BuildrootFacts>(sql`
    SELECT content_generator.name AS generator, tag.name AS tag, repo.create_event AS event
      FROM buildroot
      LEFT JOIN content_generator ON content_generator.id = buildroot.cg_id
      LEFT JOIN standard_buildroot ON standard_buildroot.buildroot_id = buildroot.id
      LEFT JOIN repo ON repo.id = standard_buildroot.repo_id
      LEFT JOIN tag ON tag.id = repo.tag_id
     WHERE ${ctx.db.dialect.isIn(sql`buildroot.id`, known)}
     ORDER BY buildroot.id`);
  if (rows.length < known.length) throw new GenericError(`No such buildroot: ${known.join(', ')}`);
  const unknown: BuildrootFacts = { generator: null, tag: null, event: null };
  return known.length < ids.length ? [...rows, unknown] : rows;
}

async function buildrootIds(ctx: Context, data: PolicyData): Promise<(number | null)[]> {
  const given = data['buildroots'];
  if (Array.isArray(given)) return [...new Set(given.map((id) => (typeof id === 'number' ? id : null)))];
  if (!Object.hasOwn(data, 'build')) return [];
  const { id } = await policyBuild(ctx, data);
  return ctx.db.column<number | null>(sql`
    SELECT buildroot_id FROM rpminfo WHERE build_id = ${id}
    UNION
    SELECT buildroot_id FROM archiveinfo WHERE build_id = ${id}`);
}

/**
 * Names of the content generators behind the build of the data; null among them stands for parts that none made.
 * `cg_list` of the data wins over the buildroots.
 */
export async function policyGenerators(ctx: Context, data: PolicyData): Promise<(string | null)[]> {
  const given = data['cg_list'];
  if (Array.isArray(given)) {
    const names: string[] = [];
    for (const info of given) names.push((await lookupNameStrictly(ctx, 'content_generator', info)).name);
    return names;
  }
  const buildroots = await policyBuildroots(ctx, data);
  return [...new Set(buildroots.map(({ generator }) => generator))];
}
