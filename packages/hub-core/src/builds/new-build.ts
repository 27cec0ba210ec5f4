import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, type Build } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { pythonRepr } from '../rpc/python-names.js';
import { findUserStrictly } from '../users/index.js';
import { storedValues, type BuildData } from './build-data.js';
import { announceBuildChange } from './change-build-state.js';
import { findBuild, findBuildId, getBuild } from './find-build.js';
import { recycleBuild } from './recycle-build.js';

/**
 * What a new build is made of: Koji's names, values as they came over the wire. Times are `NOW`, a date as text, or
 * null. Left out: state COMPLETE, now, the caller as owner, the volume DEFAULT.
 */
export interface NewBuild {
  readonly name?: unknown;
  /** The package by id or name, instead of `name`. */
  readonly pkg_id?: unknown;
  readonly version?: unknown;
  /** Of a draft the release that it is to be promoted to. */
  readonly release?: unknown;
  readonly epoch?: unknown;
  readonly draft?: unknown;
  readonly owner?: unknown;
  readonly extra?: unknown;
  readonly state?: number;
  readonly start_time?: unknown;
  readonly completion_time?: unknown;
  readonly source?: unknown;
  readonly task_id?: unknown;
  readonly volume_id?: number;
  readonly cg_id?: unknown;
}

/**
 * Makes a build, and its package if that is new, and answers the id. A failed or cancelled build of the same
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
      throw new GenericError(`The build already exists: ${pythonRepr(nvr)}`);
    }
  }
  await ctx.db.insert('build', {
    id,
    pkg_id: data.pkg_id,
    version: data.version,
    release: data.release,
    draft: data.draft,
    create_event: await ctx.event(),
    ...storedValues(ctx, data),
  });
  return getBuild(ctx, id);
}

async function fillIn(ctx: Context, build: NewBuild): Promise<BuildData> {
  const data: Record<string, unknown> = { ...build };
  if ('pkg_id' in data) {
    const pkg = await lookupNameStrictly(ctx, 'package', data['pkg_id']);
    Object.assign(data, { pkg_id: pkg.id, name: pkg.name });
  } else {
    if (!isTrue(data['name'])) throw new GenericError('No name or package id provided for build');
    data['pkg_id'] = await packageId(ctx, data['name']);
  }
  if (isTrue(data['owner'])) data['owner'] = (await findUserStrictly(ctx, data['owner'])).id;
  for (const name of ['version', 'release', 'epoch']) {
    if (!Object.hasOwn(data, name)) throw new GenericError(`No ${name} value for build`);
  }
  data['extra'] = 'extra' in data ? pythonJson(data['extra'] ?? null) : null;
  if ('draft' in data) data['draft'] = isTrue(data['draft']);
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
  return { ...data, ...defaults, ...data } as unknown as BuildData;
}

async function packageId(ctx: Context, name: unknown): Promise<number> {
  verifyNameInternal(ctx.config, name);
  const known = await ctx.db.value<number>(sql`SELECT id FROM package WHERE name = ${name}`);
  return known ?? ctx.db.insertReturningId('package', { name });
}
