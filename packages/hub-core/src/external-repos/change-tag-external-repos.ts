import sql from 'sql-template-tag';
import { GenericError, REPO_MERGE_MODES } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { insertVersioned, revoke } from '../history/index.js';
import { expectPlain, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { getTag, type TagInfo } from '../tags/index.js';
import { getExternalRepo } from './read-external-repos.js';
import { readTagExternalRepos } from './read-tag-external-repos.js';
import type { ExternalRepo, TagExternalRepo } from './types.js';

/** How a tag uses a repo, as a caller gives it. */
export interface TagExternalRepoSettings {
  readonly priority: unknown;
  /** `koji`, `simple` or `bare`; nil for `koji`. */
  readonly mergeMode: unknown;
  readonly arches: unknown;
}

/** Lets a tag use a repo. Throws GenericError when it does already, or when the priority is taken. */
export async function addExternalRepoToTag(
  ctx: Context,
  tagInfo: unknown,
  repoInfo: unknown,
  settings: TagExternalRepoSettings,
): Promise<void> {
  const mergeMode = settings.mergeMode ?? 'koji';
  if (!(REPO_MERGE_MODES as readonly unknown[]).includes(expectPlain(mergeMode))) {
    throw new GenericError(`No such merge mode: ${pythonStr(mergeMode)}`);
  }
  const tag = await getTag(ctx, tagInfo);
  const repo = await getExternalRepo(ctx, repoInfo);
  const arches = settings.arches === null ? null : normalizeArches(settings.arches as string);
  const priority = toInteger(settings.priority);

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

/** Changes how a tag uses a repo; nil leaves a setting as it is. Returns whether anything changed. */
export async function editTagExternalRepo(
  ctx: Context,
  tagInfo: unknown,
  repoInfo: unknown,
  settings: TagExternalRepoSettings,
): Promise<boolean> {
  const { tag, repo, use } = await existingUse(ctx, tagInfo, repoInfo);
  const arches =
    settings.arches === null ? null : normalizeArches(settings.arches as string, { strict: true });
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
  tagInfo: unknown,
  repoInfo: unknown,
): Promise<void> {
  const { tag, repo } = await existingUse(ctx, tagInfo, repoInfo);
  await endUse(ctx, tag.id, repo.id);
}

async function existingUse(
  ctx: Context,
  tagInfo: unknown,
  repoInfo: unknown,
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
