import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, type Build, type BuildReferences } from '@kojikit/protocol';
import { revoke } from '../history/index.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { buildReferences } from './build-references.js';
import { announceBuildChange } from './change-build-state.js';
import { getBuild } from './find-build.js';
import { removeBuildFiles } from './remove-build-files.js';
import { faultText, quoted } from '../rpc/fault-text.js';

export interface DeleteOptions {
  /** Throw GenericError with what uses the build; otherwise that is answered with false. Default: true. */
  readonly strict?: boolean;
  /** How long ago its last use in a buildroot must be, in seconds. Default: a week. */
  readonly minimumAge?: number;
}

const A_WEEK = 604800;

/**
 * Deletes a build that nothing uses: its files, signatures and tags go, its rows stay, so that its
 * name-version-release and those of its rpms are not free again. Returns undefined for one that is deleted already.
 */
export async function deleteBuild(
  ctx: Context,
  info: BuildRef,
  options: DeleteOptions = {},
): Promise<boolean | undefined> {
  const { strict = true, minimumAge = A_WEEK } = options;
  const build = await getBuild(ctx, info);
  if (build.state === BUILD_STATES.DELETED) return undefined;
  const references = await buildReferences(ctx, build.id, { limit: 10, lazy: true });
  const reason = inTheWay(references, minimumAge);
  if (reason !== undefined) {
    if (strict) throw new GenericError(`Cannot delete build, ${reason}`);
    return false;
  }
  await deleteBuildDirectly(ctx, build);
  ctx.log.warn({ build: build.nvr, user: ctx.session.userName }, 'a build is deleted');
  return true;
}

function inTheWay(references: Partial<BuildReferences>, minimumAge: number): string | undefined {
  const { tags = [], rpms = [], archives = [], component_of: components = [] } = references;
  if (tags.length > 0) return faultText`tagged: ${tags}`;
  if (rpms.length > 0) return faultText`used in buildroots: ${rpms}`;
  if (archives.length > 0) return faultText`used in archive buildroots: ${archives}`;
  if (components.length > 0) return `used as component of: ${quoted(components)}`;
  const lastUsed = Number(references.last_used ?? 0);
  return lastUsed && Date.now() / 1000 - lastUsed < minimumAge ? 'used in recent buildroot' : undefined;
}

/** Deletes a build without asking what uses it. Prefer {@link deleteBuild}. */
export async function deleteBuildDirectly(ctx: Context, build: Build): Promise<void> {
  const change = { attribute: 'state', old: build.state, new: BUILD_STATES.DELETED };
  await announceBuildChange(ctx, change, build, async () => {
    const rpms = sql`rpm_id IN (SELECT id FROM rpminfo WHERE build_id = ${build.id})`;
    await ctx.db.delete('rpmsigs', rpms);
    await ctx.db.delete('rpm_checksum', rpms);
    await revoke(ctx, 'tag_listing', sql`build_id = ${build.id}`);
    await ctx.db.update('build', { state: BUILD_STATES.DELETED }, sql`id = ${build.id}`);
    await removeBuildFiles(ctx, build);
    return getBuild(ctx, build.id);
  });
}
