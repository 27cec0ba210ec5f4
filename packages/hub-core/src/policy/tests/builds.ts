import sql from 'sql-template-tag';
import { GenericError, matchesGlob, parseTaskParams, USER_TYPES, type Build } from '@kojikit/protocol';
import { lookupName } from '../../lookup/index.js';
import type { Context } from '../../ground/context.js';
import { isStruct } from '../../rpc/convert.js';
import { findUser, userGroups } from '../../users/index.js';
import { policyTest } from '../policy-test.js';
import type { PolicyData } from '../../ground/policies.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { policyUser } from '../policy-user.js';
import { policyBuild } from './build-facts.js';
import { matchesField } from './core.js';
import { patternsOf } from './patterns.js';
import { faultText } from '../../rpc/fault-text.js';
import { pythonStr } from '../../rpc/python-names.js';
import { buildRef, nameOrId, truth } from '../../readers/index.js';

/** A test that matches what `find` looks up; it stays in the data under `_name` for the rules behind. */
function lookedUp(
  name: string,
  key: string,
  doc: string,
  find: (ctx: Context, data: PolicyData) => Promise<unknown>,
): PolicyTest {
  return policyTest(name, {
    usage: 'PATTERN…',
    doc,
    prepare: patternsOf,
    async run(ctx, data, patterns) {
      const value = await find(ctx, data);
      if (value === undefined || value === null) return false;
      data[key] = value;
      return matchesField(data, key, patterns);
    },
  });
}

/** The package of the data, which may be a name that is no package yet. */
async function policyPackage(ctx: Context, data: PolicyData): Promise<{ id: number | null; name: string }> {
  if (Object.hasOwn(data, 'package')) {
    const given = nameOrId(data['package']);
    const found = await lookupName(ctx, 'package', given);
    if (found !== undefined) return found;
    if (typeof given === 'string') return { id: null, name: given };
    throw new GenericError(faultText`No such package: ${given}`);
  }
  if (!Object.hasOwn(data, 'build')) throw new GenericError('policy requires package data');
  const build = await policyBuild(ctx, data);
  return { id: build.package_id, name: build.name };
}

async function versionOf(ctx: Context, data: PolicyData): Promise<unknown> {
  if (Object.hasOwn(data, 'version')) return data['version'];
  if (!Object.hasOwn(data, 'build')) throw new GenericError('policy requires version data');
  return (await policyBuild(ctx, data)).version;
}

async function releaseOf(ctx: Context, data: PolicyData): Promise<unknown> {
  if (Object.hasOwn(data, 'release')) return data['release'];
  if (!Object.hasOwn(data, 'build')) throw new GenericError('policy requires release data');
  return (await policyBuild(ctx, data)).release;
}

async function volumeOf(ctx: Context, data: PolicyData): Promise<unknown> {
  if (Object.hasOwn(data, 'volume')) return (await lookupName(ctx, 'volume', nameOrId(data['volume'])))?.name;
  return Object.hasOwn(data, 'build') ? (await policyBuild(ctx, data)).volume_name : undefined;
}

async function sourceOf(ctx: Context, data: PolicyData): Promise<unknown> {
  if (Object.hasOwn(data, 'source')) return data['source'];
  if (!Object.hasOwn(data, 'build')) return undefined;
  const build = await policyBuild(ctx, data);
  return build.source ?? (await sourceOfTask(ctx, build));
}

/* A build that does not say where it came from: its task was told. */
async function sourceOfTask(ctx: Context, build: Build): Promise<unknown> {
  const taskId = taskOf(build);
  if (taskId === null) return undefined;
  const task = await ctx.call('getTaskInfo', { task_id: taskId, request: true });
  if (task === null || !Array.isArray(task.request)) return undefined;
  const { method } = task;
  if (method === 'indirectionimage') return undefined;
  const params = parseTaskParams(method, task.request);
  if (method === 'winbuild') return params['source_url'];
  if (method === 'wrapperRPM') return params['spec_url'];
  const source = params['src'] ?? params['url'];
  if (source === undefined) ctx.log.warn({ taskId }, 'the task does not tell the source of its build');
  return source;
}

/* The task of the build; some content generators say in `extra` which task they worked for. */
function taskOf({ task_id: taskId, extra }: Build): number | null {
  if (taskId !== null) return taskId;
  const container = isStruct(extra) ? extra['container_koji_task_id'] : undefined;
  return typeof container === 'number' ? container : null;
}

const isBuildOwner: PolicyTest = {
  name: 'is_build_owner',
  doc: 'The user owns the build, or is in the group that does.',
  async run(ctx, data) {
    const build = await policyBuild(ctx, data);
    const owner = await findUser(ctx, build.owner_id);
    const user = await policyUser(ctx, data);
    if (user === undefined || owner === undefined) return false;
    if (owner.id === user.id) return true;
    if (owner.usertype !== USER_TYPES.GROUP) return false;
    return (await userGroups(ctx.db, user.id)).some(({ id }) => id === owner.id);
  },
};

const isDraft: PolicyTest = {
  name: 'is_draft',
  doc: 'The build is a draft.',
  async run(ctx, data) {
    if (Object.hasOwn(data, 'draft')) return truth(data['draft']);
    return Object.hasOwn(data, 'build') && Boolean((await policyBuild(ctx, data)).draft);
  },
};

const isNewPackage: PolicyTest = {
  name: 'is_new_package',
  doc: 'The package is not known to the hub yet.',
  run: async (ctx, data) => (await policyPackage(ctx, data)).id === null,
};

const imported: PolicyTest = {
  name: 'imported',
  doc: 'A part of the build came from outside: it has no build root.',
  async run(ctx, data) {
    if (!truth(data['build'])) throw new GenericError('policy data must contain a build');
    const { id } = await policyBuild(ctx, data);
    const part = await ctx.db.value(sql`
      SELECT 1 FROM rpminfo WHERE build_id = ${id} AND buildroot_id IS NULL
      UNION ALL
      SELECT 1 FROM archiveinfo WHERE build_id = ${id} AND buildroot_id IS NULL
      LIMIT 1`);
    return part !== undefined;
  },
};

const buildType = policyTest('buildtype', {
  usage: 'PATTERN…',
  doc: 'One of the types of the build, such as rpm or maven, fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    return (await buildTypes(ctx, data)).some((type) => matchesGlob(type, patterns));
  },
});

async function buildTypes(ctx: Context, data: PolicyData): Promise<string[]> {
  const given = data['btypes'];
  if (Array.isArray(given)) return given.map(pythonStr);
  if (!Object.hasOwn(data, 'build')) return [];
  return Object.keys(await ctx.call('getBuildType', { buildInfo: buildRef(data['build']), strict: true }));
}

/** Tests about the package and the build of the data. */
export const buildPolicyTests: readonly PolicyTest[] = [
  lookedUp(
    'package',
    '_package',
    'The name of the package fits one of the patterns.',
    async (ctx, data) => (await policyPackage(ctx, data)).name,
  ),
  lookedUp('version', '_version', 'The version of the build fits one of the patterns.', versionOf),
  lookedUp('release', '_release', 'The release of the build fits one of the patterns.', releaseOf),
  lookedUp('volume', '_volume', 'The volume of the build fits one of the patterns.', volumeOf),
  lookedUp(
    'source',
    '_source',
    'What the build was made from, a URL or a file, fits one of the patterns.',
    sourceOf,
  ),
  isBuildOwner,
  isDraft,
  isNewPackage,
  imported,
  buildType,
];
