import { basename } from 'node:path';
import sql from 'sql-template-tag';
import { BUILD_STATES, double, parseTaskParams, type BuildrootComparison } from '@kojikit/protocol';
import { parseNvra } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { getTask, type TaskInfo } from '../tasks/index.js';
import { readDifference } from './read-difference.js';

/**
 * What was installed for a task `buildArch` and what for the last good build of the same package on the same arch, of
 * the same tag where there is one. Undefined for other tasks, for one whose buildroot was never filled, and where the
 * package was never built. Throws GenericError `query returned no rows` for an unknown task.
 * @param limit of each of the lists; the counts are whole.
 */
export async function compareBuildroots(
  ctx: Context,
  taskId: number,
  limit: number,
): Promise<BuildrootComparison | undefined> {
  const name = packageOf(await getTask(ctx, taskId, { request: true }));
  const own = name === undefined ? undefined : await filledBuildroot(ctx, taskId);
  const good = name === undefined || own === undefined ? undefined : await lastGood(ctx, name, own);
  if (own === undefined || good === undefined) return undefined;
  const difference = await readDifference(ctx, good.buildroot_id, own.buildroot_id, limit);
  return { ...own, good: { ...good, completion_ts: double(good.completion_ts) }, ...difference };
}

/* The source package is named after its package. */
function packageOf({ method, request }: TaskInfo): string | undefined {
  if (method !== 'buildArch') return undefined;
  try {
    const { pkg } = parseTaskParams(method, request ?? []);
    return typeof pkg === 'string' ? parseNvra(basename(pkg)).name : undefined;
  } catch {
    return undefined;
  }
}

type OwnBuildroot = Omit<BuildrootComparison, 'good' | 'counts' | 'changed' | 'added' | 'removed'>;

function filledBuildroot(ctx: Context, taskId: number): Promise<OwnBuildroot | undefined> {
  return ctx.db.first<OwnBuildroot>(sql`
    SELECT standard.buildroot_id AS buildroot_id, standard.repo_id AS repo_id, repo.tag_id AS tag_id,
           tag.name AS tag_name, buildroot.container_arch AS arch
      FROM standard_buildroot AS standard
      JOIN buildroot ON buildroot.id = standard.buildroot_id
      JOIN repo ON repo.id = standard.repo_id
      JOIN tag ON tag.id = repo.tag_id
     WHERE standard.task_id = ${taskId}
       AND EXISTS (SELECT 1 FROM buildroot_listing WHERE buildroot_id = standard.buildroot_id)
     ORDER BY standard.buildroot_id DESC LIMIT 1`);
}

type GoodBuildroot = Omit<BuildrootComparison['good'], 'completion_ts'> & { readonly completion_ts: number };

function lastGood(ctx: Context, name: string, own: OwnBuildroot): Promise<GoodBuildroot | undefined> {
  return ctx.db.first<GoodBuildroot>(sql`
    SELECT build.id AS build_id, package.name || '-' || build.version || '-' || build.release AS nvr,
           ${ctx.db.dialect.epoch(sql`build.completion_time`)} AS completion_ts,
           standard.buildroot_id AS buildroot_id, standard.task_id AS task_id, standard.repo_id AS repo_id,
           repo.tag_id AS tag_id, tag.name AS tag_name
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
     LIMIT 1`);
}
