import { REPO_STATES } from '@kojikit/protocol';
import type { Job } from '../../ground/job.js';
import { wholeListing } from '../../query/listing.js';
import type { Context } from '../../ground/context.js';
import { readTargets } from '../../targets/index.js';
import { hasNewerRepo } from '../read-repos.js';
import { deleteRepo, setRepoState } from '../set-repo-state.js';
import { readRepos } from '../views.js';
import { hasOwnOptions, planCleanup, type ManagedRepo } from './plan-cleanup.js';
import { removeRepoTree } from './remove-repo-tree.js';

const FIELDS = [
  'id',
  'tag_id',
  'tag_name',
  'state',
  'dist',
  'create_event',
  'end_event',
  'custom_opts',
  'creation_ts',
  'state_ts',
  'task_state',
];

/** Expires repos that are out of date for long, and deletes expired ones after a grace, with their files. */
export const repoCleanupJob: Job = {
  name: 'repo-cleanup',
  interval: 60,
  run: cleanUpRepos,
};

async function cleanUpRepos(ctx: Context): Promise<void> {
  const repos = await readRepos<ManagedRepo>(ctx, {
    where: [['state', '!=', REPO_STATES.DELETED]],
    fields: FIELDS,
    order: 'id',
  });
  const plan = planCleanup(repos, Date.now() / 1000, ctx.config);
  for (const repo of plan.problem) {
    ctx.log.warn({ repo: repo.id, tag: repo.tag_name }, 'a repo was not finished');
    await setRepoState(ctx, repo.id, REPO_STATES.PROBLEM);
  }
  for (const repo of plan.expire) {
    if (await isStillNeeded(ctx, repo)) continue;
    ctx.log.info({ repo: repo.id, tag: repo.tag_name }, 'a repo expires');
    await setRepoState(ctx, repo.id, REPO_STATES.EXPIRED);
  }
  for (const repo of plan.remove) await remove(ctx, repo);
}

/* The latest repo stays though it is out of date, where builds may want it until there is a newer one. */
async function isStillNeeded(ctx: Context, repo: ManagedRepo): Promise<boolean> {
  if (!repo.dist && hasOwnOptions(repo)) return false;
  if (!repo.dist) {
    const targets = await wholeListing(readTargets(ctx, { buildTag: repo.tag_id }));
    if (targets.length === 0) return false;
  }
  return !(await hasNewerRepo(ctx, repo));
}

/* The files go after the commit: a tree without a repo is better than a repo without a tree. */
async function remove(ctx: Context, repo: ManagedRepo): Promise<void> {
  const references = await deleteRepo(ctx, repo.id);
  if (references > 0) {
    ctx.log.warn({ repo: repo.id, references }, 'buildroots still use an expired repo');
    return;
  }
  ctx.afterCommit(() =>
    removeRepoTree(ctx.config.KojiDir, { id: repo.id, tagName: repo.tag_name, dist: repo.dist }),
  );
}
