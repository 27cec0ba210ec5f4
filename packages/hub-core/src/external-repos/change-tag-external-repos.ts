import sql from 'sql-template-tag';
import { GenericError, type RepoMergeMode } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { insertVersioned, revoke } from '../history/index.js';
import type { Arches, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag, type TagInfo } from '../tags/index.js';
import { getExternalRepo } from './read-external-repos.js';
import { readTagExternalRepos } from './read-tag-external-repos.js';
import type { ExternalRepo, TagExternalRepo } from './types.js';

/** How a tag uses a repo. */
export interface TagExternalRepoSettings {
  readonly priority: number;
  readonly mergeMode: RepoMergeMode;
  /** Null for all. */
  readonly arches: Arches | null;
}

/** Null leaves a setting as it is. */
export type TagExternalRepoChanges = {
  readonly [Name in keyof TagExternalRepoSettings]: TagExternalRepoSettings[Name] | null;
};

/** Lets a tag use a repo. Throws GenericError when it does already, or when the priority is taken. */
export async function addExternalRepoToTag(
  ctx: Context,
  tagInfo: NameOrId,
  repoInfo: NameOrId | null,
  settings: TagExternalRepoSettings,
): Promise<void> {
  const tag = await getTag(ctx, tagInfo);
  const repo = await getExternalRepo(ctx, repoInfo);
  const arches = settings.arches === null ? null : normalizeArches(settings.arches);
  const { priority, mergeMode } = settings;

  const used = await readTagExternalRepos(ctx, { tag: tag.id });
  if (used.some((use) => use.external_repo_id === repo.id)) {
    throw new GenericError(`tag ${tag.name} already associated with external repo ${repo.name}`);
  }
  if (used.some((use) => use.priority === priority)) {
    throw new GenericError(
      `tag ${tag.name} already associated with an external repo at priority ${priority}`,
    );
  }
  await insertVersioned(ctx, 'tag_external_repos', {
    tag_id: tag.id,
    external_repo_id: repo.id,
    priority,
    merge_mode: mergeMode,
    arches,
  });
}

/** Changes how a tag uses a repo; Returns whether anything changed. */
export async function editTagExternalRepo(
  ctx: Context,
  tagInfo: NameOrId,
  repoInfo: NameOrId | null,
  settings: TagExternalRepoChanges,
): Promise<boolean> {
  const { tag, repo, use } = await existingUse(ctx, tagInfo, repoInfo);
  const arches = settings.arches === null ? null : normalizeArches(settings.arches, { strict: true });
  const changed = {
    priority: settings.priority ?? use.priority,
    mergeMode: settings.mergeMode ?? use.merge_mode,
    arches: arches ?? use.arches,
  };
  if (
    changed.priority === use.priority &&
    changed.mergeMode === use.merge_mode &&
    changed.arches === use.arches
  ) {
    return false;
  }
  await endUse(ctx, tag.id, repo.id);
  await addExternalRepoToTag(ctx, tag.id, repo.id, changed);
  return true;
}

/** Ends a tag's use of a repo. Throws GenericError when it does not use it. */
export async function removeExternalRepoFromTag(
  ctx: Context,
  tagInfo: NameOrId,
  repoInfo: NameOrId | null,
): Promise<void> {
  const { tag, repo } = await existingUse(ctx, tagInfo, repoInfo);
  await endUse(ctx, tag.id, repo.id);
}

async function existingUse(
  ctx: Context,
  tagInfo: NameOrId,
  repoInfo: NameOrId | null,
): Promise<{ tag: TagInfo; repo: ExternalRepo; use: TagExternalRepo }> {
  const tag = await getTag(ctx, tagInfo);
  const repo = await getExternalRepo(ctx, repoInfo);
  const [use] = await readTagExternalRepos(ctx, { tag: tag.id, repo: repo.id });
  if (use === undefined) {
    throw new GenericError(`external repo ${repo.name} not associated with tag ${tag.name}`);
  }
  return { tag, repo, use };
}

async function endUse(ctx: Context, tagId: number, repoId: number): Promise<void> {
  await revoke(ctx, 'tag_external_repos', sql`tag_id = ${tagId} AND external_repo_id = ${repoId}`);
}
