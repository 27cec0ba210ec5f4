import sql from 'sql-template-tag';
import type { TaskOverview } from '@kojikit/protocol';
import type { ComparedBuildroot } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import { limitTo } from '../query/limit-to.js';

/** A build root that was made for a task. */
export interface TaskBuildroot extends ComparedBuildroot {
  readonly task_id: number;
  /** Whether it is known what was installed. */
  readonly filled: boolean;
}

/** What tasks have made. */
export interface Products {
  readonly builds: TaskOverview['builds'];
  /** By their numbers. */
  readonly buildroots: readonly TaskBuildroot[];
}

interface Row {
  readonly kind: 'build' | 'buildroot';
  readonly task_id: number;
  readonly id: number;
  readonly name: string;
  readonly arch: string;
  readonly repo_id: number;
  readonly tag_id: number;
  readonly filled: number;
}

const MOST = 1000;

/** The builds of a task, and the build roots of it and of another task: in one query. */
export async function readProducts(ctx: Context, task: number, other: number): Promise<Products> {
  const rows = await ctx.db.all<Row>(sql`
    SELECT * FROM (
      SELECT 'build' AS kind, build.task_id AS task_id, build.id AS id,
             package.name || '-' || build.version || '-' || build.release AS name,
             '' AS arch, 0 AS repo_id, 0 AS tag_id, 0 AS filled
        FROM build JOIN package ON package.id = build.pkg_id WHERE build.task_id = ${task}
       UNION ALL
      SELECT 'buildroot', standard.task_id, standard.buildroot_id, tag.name, buildroot.container_arch,
             standard.repo_id, repo.tag_id,
             CASE WHEN EXISTS (SELECT 1 FROM buildroot_listing WHERE buildroot_id = standard.buildroot_id)
               THEN 1 ELSE 0 END
        FROM standard_buildroot AS standard
        JOIN buildroot ON buildroot.id = standard.buildroot_id
        JOIN repo ON repo.id = standard.repo_id
        JOIN tag ON tag.id = repo.tag_id
       WHERE standard.task_id IN (${task}, ${other})) AS made
     ORDER BY id ${limitTo(MOST)}`);
  return {
    builds: rows.filter(({ kind }) => kind === 'build').map(({ id, name }) => ({ build_id: id, nvr: name })),
    buildroots: rows
      .filter(({ kind }) => kind === 'buildroot')
      .map(({ task_id, id, name, arch, repo_id, tag_id, filled }) => ({
        task_id,
        buildroot_id: id,
        tag_name: name,
        arch,
        repo_id,
        tag_id,
        filled: filled !== 0,
      })),
  };
}
