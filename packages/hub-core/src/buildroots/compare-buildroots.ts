import { basename } from 'node:path';
import sql from 'sql-template-tag';
import { BUILD_STATES, double, parseTaskParams, type BuildrootComparison } from '@kojikit/protocol';
import { parseNvra } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { differenceOf, type DifferingRpm } from './difference-of.js';
import { limitTo } from '../query/limit-to.js';

/** The buildroot of a task that is compared. */
export type ComparedBuildroot = Pick<
  BuildrootComparison,
  'buildroot_id' | 'repo_id' | 'tag_id' | 'tag_name' | 'arch'
>;

/** Rows that are read at most: two buildroots that have nothing in common. */
const MOST_ROWS = 20_000;

/**
 * What was installed for a task `buildArch` and what for the last good build of the same package on the same arch, of
 * the same tag where there is one: in one query. Undefined for other tasks, and where the package was never built.
 * @param own its buildroot, which was filled.
 * @param limit of each of the lists; the counts are whole.
 */
export async function compareBuildroots(
  ctx: Context,
  task: { readonly method: string; readonly request?: readonly unknown[] },
  own: ComparedBuildroot,
  limit: number,
): Promise<BuildrootComparison | undefined> {
  const name = packageOf(task);
  const rows = name === undefined ? [] : await readRows(ctx, name, own);
  const [good] = rows;
  if (good === undefined) return undefined;
  const { good_build, good_nvr, good_ts, good_root, good_task, good_repo, good_tag, good_tag_name } = good;
  return {
    ...own,
    good: {
      build_id: good_build,
      nvr: good_nvr,
      completion_ts: double(good_ts),
      buildroot_id: good_root,
      task_id: good_task,
      repo_id: good_repo,
      tag_id: good_tag,
      tag_name: good_tag_name,
    },
    ...differenceOf(rows.flatMap(rpmOf), limit),
  };
}

/* The source package is named after its package. */
function packageOf({
  method,
  request,
}: {
  readonly method: string;
  readonly request?: readonly unknown[];
}): string | undefined {
  if (method !== 'buildArch') return undefined;
  try {
    const { pkg } = parseTaskParams(method, request ?? []);
    return typeof pkg === 'string' ? parseNvra(basename(pkg)).name : undefined;
  } catch {
    return undefined;
  }
}

/** An RPM that one of the two has alone, beside the last good build; nil where they have the same. */
type Row = { [Key in keyof DifferingRpm]: DifferingRpm[Key] | null } & {
  readonly good_build: number;
  readonly good_nvr: string;
  readonly good_ts: number;
  readonly good_root: number;
  readonly good_task: number;
  readonly good_repo: number;
  readonly good_tag: number;
  readonly good_tag_name: string;
};

function rpmOf({ side, rpm_id, name, version, release, epoch, arch, build_id }: Row): DifferingRpm[] {
  if (side === null || rpm_id === null || name === null) return [];
  if (version === null || release === null || arch === null) return [];
  return [{ side, rpm_id, name, version, release, epoch, arch, build_id }];
}

function readRows(ctx: Context, name: string, own: ComparedBuildroot): Promise<Row[]> {
  const installed = (root: ReturnType<typeof sql>) =>
    sql`SELECT rpm_id FROM buildroot_listing WHERE buildroot_id = ${root}`;
  const [before, now] = [installed(sql`(SELECT good_root FROM good)`), installed(sql`${own.buildroot_id}`)];
  return ctx.db.all<Row>(sql`
    WITH good AS MATERIALIZED (
      SELECT build.id AS good_build, package.name || '-' || build.version || '-' || build.release AS good_nvr,
             ${ctx.db.dialect.epoch(sql`build.completion_time`)} AS good_ts,
             standard.buildroot_id AS good_root, standard.task_id AS good_task, standard.repo_id AS good_repo,
             repo.tag_id AS good_tag, tag.name AS good_tag_name
        FROM package
        JOIN build ON build.pkg_id = package.id AND build.state = ${BUILD_STATES.COMPLETE}
        JOIN rpminfo ON rpminfo.build_id = build.id AND rpminfo.arch <> 'src'
        JOIN standard_buildroot AS standard ON standard.buildroot_id = rpminfo.buildroot_id
        JOIN buildroot ON buildroot.id = standard.buildroot_id
        JOIN repo ON repo.id = standard.repo_id
        JOIN tag ON tag.id = repo.tag_id
       WHERE package.name = ${name} AND buildroot.container_arch = ${own.arch}
         AND standard.buildroot_id <> ${own.buildroot_id}
       ORDER BY CASE WHEN repo.tag_id = ${own.tag_id} THEN 0 ELSE 1 END, build.completion_time DESC, build.id DESC
       LIMIT 1)
    SELECT good.*, listed.side AS side, rpminfo.id AS rpm_id, rpminfo.name AS name, rpminfo.version AS version,
           rpminfo.release AS release, rpminfo.epoch AS epoch, rpminfo.arch AS arch, rpminfo.build_id AS build_id
      FROM good
      LEFT JOIN (SELECT 'before' AS side, rpm_id FROM (${before} EXCEPT ${now}) AS gone
                 UNION ALL SELECT 'now' AS side, rpm_id FROM (${now} EXCEPT ${before}) AS come) AS listed ON true
      LEFT JOIN rpminfo ON rpminfo.id = listed.rpm_id
     ORDER BY rpminfo.name, rpminfo.arch, rpminfo.id ${limitTo(MOST_ROWS)}`);
}
