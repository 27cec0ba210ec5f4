import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, type Build, type WireValue } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { insertName, lookupNameStrictly } from '../lookup/index.js';
import type { Members, NameOrId, Time, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { findUserStrictly } from '../users/index.js';
import { storedValues, type BuildData } from './build-data.js';
import { announceBuildChange } from './change-build-state.js';
import { findBuild, findBuildId, getBuild } from './find-build.js';
import { recycleBuild } from './recycle-build.js';
import { quoted } from '../rpc/fault-text.js';

/** What a new build is made of. Left out: state COMPLETE, now, the caller as owner, the volume DEFAULT. */
export interface NewBuild {
  readonly name?: string;
  /** The package, instead of `name`. */
  readonly pkg_id?: NameOrId;
  readonly version: string;
  /** Of a draft the release that it is to be promoted to. */
  readonly release: string;
  /** What is no number is for the database to refuse: the id of the build is used up by then, as with Koji. */
  readonly epoch: WireValue;
  readonly draft?: boolean;
  readonly owner?: UserRef;
  readonly extra?: Members | null;
  readonly state?: number;
  /** A time, or `NOW`. */
  readonly start_time?: Time | null;
  readonly completion_time?: Time | null;
  readonly source?: string | null;
  readonly task_id?: number | null;
  readonly volume_id?: number;
  readonly cg_id?: number;
}

/**
 * Makes a build, and its package if that is new, and returns the id. A failed or cancelled build of the same
 * name-version-release that never had contents is taken again.
 * Throws GenericError when there is another, or a value is missing.
 * @param options.strict refuse also what could be taken again.
 */
export async function newBuild(
  ctx: Context,
  build: NewBuild,
  options: { readonly strict?: boolean } = {},
): Promise<number> {
  const data = await fillIn(ctx, build);
  const old = await findBuild(ctx, data);
  if (old !== undefined) {
    const known = `${old.nvr} (id=${old.id})`;
    if (data.draft) throw new GenericError(`Target build already exists: ${known}`);
    if (options.strict) throw new GenericError(`Existing build found: ${known}`);
    await recycleBuild(ctx, old, data);
    return old.id;
  }
  const change = { attribute: 'state', old: null, new: data.state };
  const made = await announceBuildChange(ctx, change, data, () => insertBuild(ctx, data));
  return made.id;
}

async function insertBuild(ctx: Context, data: BuildData): Promise<Build> {
  const id = await ctx.db.nextId('build');
  data.id = id;
  if (data.draft) {
    data.release = formatDraftRelease(data.release, id);
    const { name, version, release } = data;
    const nvr = { name, version, release };
    if ((await findBuildId(ctx, nvr)) !== undefined) {
      throw new GenericError(`The build already exists: ${quoted(nvr)}`);
    }
  }
  const row = {
    id,
    pkg_id: data.pkg_id,
    version: data.version,
    release: data.release,
    draft: data.draft,
    create_event: await ctx.event(),
    ...storedValues(ctx, data),
  };
  try {
    await ctx.db.savepoint(() => ctx.db.insert('build', row));
  } catch (cause) {
    // Somebody has made it at the same time.
    if (ctx.db.dialect.errorKind(cause) !== 'unique') throw cause;
    const { name, version, release } = data;
    throw new GenericError(`The build already exists: ${quoted({ name, version, release })}`, { cause });
  }
  return getBuild(ctx, id);
}

async function fillIn(ctx: Context, build: NewBuild): Promise<BuildData> {
  const { owner, state, completion_time: completion, ...given } = build;
  const data = {
    ...given,
    ...(owner !== undefined && { owner: (await findUserStrictly(ctx, owner)).id }),
    ...(state !== undefined && { state }),
    ...(completion !== undefined && { completion_time: completion }),
    ...(await packageOf(ctx, build)),
    extra: build.extra === undefined ? null : pythonJson(build.extra),
  };
  const defaults = {
    state: BUILD_STATES.COMPLETE,
    start_time: 'NOW',
    completion_time: 'NOW',
    source: null,
    owner: ctx.session.userId,
    task_id: null,
    volume_id: 0,
    draft: false,
  };
  // What was given comes first, as in Koji's refusals.
  return { ...data, ...defaults, ...data };
}

async function packageOf(
  ctx: Context,
  { name, pkg_id: info }: NewBuild,
): Promise<Pick<BuildData, 'pkg_id' | 'name'>> {
  if (info !== undefined) {
    const { id, name } = await lookupNameStrictly(ctx, 'package', info);
    return { pkg_id: id, name };
  }
  if (name === undefined) throw new GenericError('No name or package id provided for build');
  verifyNameInternal(ctx.config, name);
  const known = await ctx.db.value<number>(sql`SELECT id FROM package WHERE name = ${name}`);
  return { pkg_id: known ?? (await insertName(ctx, 'package', name)), name };
}
