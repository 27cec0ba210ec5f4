import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupOrCreateName } from '../lookup/index.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr, pythonType } from '../rpc/python-names.js';
import { getExternalRepo, readExternalRepos } from './read-external-repos.js';
import type { ExternalRepo } from './types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** Makes a repo; a missing slash at the end of the URL is added. Throws GenericError for a bad or taken name. */
export async function createExternalRepo(ctx: Context, name: unknown, url: unknown): Promise<ExternalRepo> {
  verifyNameInternal(ctx.config, name);
  const taken = (await readExternalRepos(ctx, { info: name })) as ExternalRepo[];
  if (taken.length > 0) {
    throw new GenericError(`An external repo named "${pythonStr(name)}" already exists`);
  }
  const { id } = await lookupOrCreateName(ctx, 'external_repo', name);
  const repo = { id, name: name as string, url: folderUrl(url) };
  await insertVersioned(ctx, 'external_repo_config', { external_repo_id: id, url: repo.url });
  return repo;
}

/** Changes name or URL; what is not given stays. The name alone is not versioned. */
export async function editExternalRepo(
  ctx: Context,
  info: unknown,
  { name, url }: { readonly name: unknown; readonly url: unknown },
): Promise<void> {
  const repo = await getExternalRepo(ctx, info);
  if (isTrue(name) && name !== repo.name) {
    verifyNameInternal(ctx.config, name);
    const taken = await ctx.db.value<number>(sql`SELECT id FROM external_repo WHERE name = ${name}`);
    if (taken !== undefined) {
      throw new GenericError(`name "${pythonStr(name)}" is already taken by external repo ${taken}`);
    }
    await ctx.db.update('external_repo', { name }, sql`id = ${repo.id}`);
  }
  if (isTrue(url) && url !== repo.url) {
    await revoke(ctx, 'external_repo_config', sql`external_repo_id = ${repo.id}`);
    await insertVersioned(ctx, 'external_repo_config', { external_repo_id: repo.id, url: folderUrl(url) });
  }
}

/** Ends a repo and its use by tags. Its past stays readable. */
export async function deleteExternalRepo(ctx: Context, info: unknown): Promise<void> {
  const { id } = await getExternalRepo(ctx, info);
  await revoke(ctx, 'tag_external_repos', sql`external_repo_id = ${id}`);
  await revoke(ctx, 'external_repo_config', sql`external_repo_id = ${id}`);
}

function folderUrl(url: unknown): string {
  if (typeof url !== 'string') throw new CallerMistake(`a URL must be text, not ${pythonType(url)}`);
  return url.endsWith('/') ? url : `${url}/`;
}
