import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupOrCreateName } from '../lookup/index.js';
import { wholeListing } from '../query/listing.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getExternalRepo, readExternalRepos } from './read-external-repos.js';
import type { ExternalRepo } from './types.js';

/** Makes a repo; a missing slash at the end of the URL is added. Throws GenericError for a bad or taken name. */
export async function createExternalRepo(
  ctx: Context,
  { name, url }: Pick<ExternalRepo, 'name' | 'url'>,
): Promise<ExternalRepo> {
  verifyNameInternal(ctx.config, name);
  const taken = await wholeListing(readExternalRepos(ctx, { info: name }));
  if (taken.length > 0) {
    throw new GenericError(`An external repo named "${name}" already exists`);
  }
  const { id } = await lookupOrCreateName(ctx, 'external_repo', name);
  const repo = { id, name, url: folderUrl(url) };
  await insertVersioned(ctx, 'external_repo_config', { external_repo_id: id, url: repo.url });
  return repo;
}

/** Changes name or URL; what is null stays. The name alone is not versioned. */
export async function editExternalRepo(
  ctx: Context,
  info: NameOrId | null,
  { name, url }: { readonly name: string | null; readonly url: string | null },
): Promise<void> {
  const repo = await getExternalRepo(ctx, info);
  if (name !== null && name !== repo.name) {
    verifyNameInternal(ctx.config, name);
    const taken = await ctx.db.value<number>(sql`SELECT id FROM external_repo WHERE name = ${name}`);
    if (taken !== undefined) {
      throw new GenericError(`name "${name}" is already taken by external repo ${taken}`);
    }
    await ctx.db.update('external_repo', { name }, sql`id = ${repo.id}`);
  }
  if (url !== null && url !== repo.url) {
    await revoke(ctx, 'external_repo_config', sql`external_repo_id = ${repo.id}`);
    await insertVersioned(ctx, 'external_repo_config', { external_repo_id: repo.id, url: folderUrl(url) });
  }
}

/** Ends a repo and its use by tags. Its past stays readable. */
export async function deleteExternalRepo(ctx: Context, info: NameOrId | null): Promise<void> {
  const { id } = await getExternalRepo(ctx, info);
  await revoke(ctx, 'tag_external_repos', sql`external_repo_id = ${id}`);
  await revoke(ctx, 'external_repo_config', sql`external_repo_id = ${id}`);
}

function folderUrl(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
