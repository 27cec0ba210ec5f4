import sql, { type Sql } from 'sql-template-tag';
import { double, REPO_STATES, type TagContentsCount, type TagOverview } from '@kojikit/protocol';
import { nearestUses, type TagExternalRepo } from '../external-repos/index.js';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import { ownCounts } from '../tagging/index.js';
import { limitAsked } from '../query/limit-to.js';

type AroundTag = Pick<
  TagOverview,
  'built_from' | 'destination_of' | 'external_repos' | 'repo' | 'requests'
> & { readonly own: TagContentsCount['own'] };

type Kind = 'built from' | 'destination of' | 'external repo' | 'repo';

interface Row extends Record<keyof TagContentsCount['own'], number> {
  readonly requests: number;
  /** Nil where there is none of each kind. */
  readonly kind: Kind | null;
  readonly id: number;
  readonly name: string;
  readonly tag_id: number;
  readonly tag_name: string;
  readonly url: string;
  readonly priority: number;
  readonly merge_mode: TagExternalRepo['merge_mode'];
  readonly arches: string | null;
  readonly made: number;
}

/**
 * What hangs on a tag: targets, external repos, the newest repo, how many requests for others, and the counts of its own.
 * In one query.
 * @param tags itself and what it inherits from, the nearest first: whose external repos count.
 * @param targets at most so many from it, and as many to it.
 */
export async function readAroundTag(
  ctx: Context,
  tagId: number,
  { tags, targets }: { readonly tags: readonly number[]; readonly targets: number },
): Promise<AroundTag> {
  const { epoch, isIn } = ctx.db.dialect;
  const rows = await ctx.db.all<Row>(sql`
    SELECT totals.*, listed.*
      FROM (SELECT ${ownCounts(tagId)},
             (SELECT COUNT(*) FROM repo_queue WHERE tag_id = ${tagId}) AS requests) AS totals
      LEFT JOIN (
        ${targetsOf('built from', sql`build_tag = ${tagId}`, targets)}
         UNION ALL
        ${targetsOf('destination of', sql`dest_tag = ${tagId}`, targets)}
         UNION ALL
        SELECT * FROM (
          SELECT 'repo', id, '', tag_id, '', '', 0, '', '', ${epoch(sql`creation_time`)}
            FROM repo WHERE tag_id = ${tagId} AND dist IS FALSE AND state = ${REPO_STATES.READY}
           ORDER BY creation_time DESC, id DESC LIMIT 1) AS newest
         UNION ALL
        SELECT 'external repo', external_repo.id, external_repo.name, tag.id, tag.name, config.url, used.priority,
               used.merge_mode, used.arches, 0.0
          FROM tag_external_repos AS used
          JOIN tag ON tag.id = used.tag_id
          JOIN external_repo ON external_repo.id = used.external_repo_id
          JOIN external_repo_config AS config ON config.external_repo_id = external_repo.id
         WHERE ${isIn(sql`used.tag_id`, tags)} AND ${currentAt('used', null)} AND ${currentAt('config', null)}
      ) AS listed ON true
     ORDER BY listed.kind, listed.name`);
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind);
  const [repo] = of('repo');
  return {
    own: ownOf(rows[0]!),
    requests: Number(rows[0]!.requests),
    built_from: of('built from').map(({ id, name }) => ({ id, name })),
    destination_of: of('destination of').map(({ id, name }) => ({ id, name })),
    repo: repo === undefined ? null : { id: repo.id, creation_ts: double(repo.made) },
    external_repos: nearestUses(of('external repo').map(useOf), tags),
  };
}

function targetsOf(kind: Kind, where: Sql, most: number): Sql {
  return sql`SELECT * FROM (
    SELECT CAST(${kind} AS text) AS kind, build_target.id AS id, build_target.name AS name, 0 AS tag_id, '' AS tag_name,
           '' AS url, 0 AS priority, '' AS merge_mode, '' AS arches, 0.0 AS made
      FROM build_target_config JOIN build_target ON build_target.id = build_target_config.build_target_id
     WHERE ${where} AND ${currentAt('build_target_config', null)}
     ORDER BY build_target.name ${limitAsked(most)}) AS shown`;
}

function ownOf({ builds, packages, children, targets, external_repos: repos, groups }: Row) {
  return { builds, packages, children, targets, external_repos: repos, groups };
}

function useOf({ id, name, tag_id, tag_name, url, priority, merge_mode, arches }: Row) {
  const external = { external_repo_id: id, external_repo_name: name };
  return { ...external, tag_id, tag_name, url, priority, merge_mode, arches };
}
