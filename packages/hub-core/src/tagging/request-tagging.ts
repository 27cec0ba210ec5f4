import { BUILD_STATES, stateName, TagError } from '@kojikit/protocol';
import { allOf } from '../all-of.js';
import { getBuild } from '../builds/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { isGiven, type BuildRef, type Empty, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { assertTagAccess, getTag } from '../tags/index.js';
import { makePlannedTask, makeTask, planTask } from '../tasks/index.js';
import { assertPackageListed } from './assert-package-listed.js';
import { readTaggedBuilds } from './read-tagged-builds.js';
import type { TaskFlag } from './readers/task-flag.js';
import { faultText } from '../rpc/fault-text.js';
import { pythonStr } from '../rpc/python-names.js';

export interface TaggingRequest {
  readonly tag: NameOrId;
  readonly build: BuildRef;
  readonly force: TaskFlag;
  /** The tag to take the build out of at the same time. What counts as nothing is no tag, though all but null is a move. */
  readonly fromTag: NameOrId | Empty;
}

/**
 * Asks for a build to be tagged or moved by a task, whose id is answered. Everything is checked now, and again when the
 * task does it. Throws TagError, ActionNotAllowed and what the policy `tag` says.
 */
export async function requestTagging(ctx: Context, request: TaggingRequest): Promise<number> {
  const { fromTag: from } = request;
  const { holds: force, given } = request.force;
  const [build, tag, fromTag] = await allOf([
    getBuild(ctx, request.build),
    getTag(ctx, request.tag),
    isGiven(from) ? lookupNameStrictly(ctx, 'tag', from).then(({ id }) => id) : null,
  ]);
  if (build.state !== BUILD_STATES.COMPLETE) {
    throw new TagError(`build ${build.nvr} not complete: state ${stateName(BUILD_STATES, build.state)}`);
  }
  await assertTagAccess(ctx, tag, { force });
  if (fromTag !== null) await assertTagAccess(ctx, fromTag, { force });
  const pkg = { id: build.package_id, name: build.name };
  const parameters = [tag.id, build.id, given, fromTag];
  const [task] = await allOf([
    planTask(ctx, 'tagBuild', parameters, { priority: 10 }),
    assertPackageListed(ctx, tag.id, pkg, { where: tag.name, force }),
  ]);
  const data = {
    tag: tag.id,
    build: build.id,
    fromtag: fromTag,
    operation: from === null ? 'tag' : 'move',
  };
  await ctx.policy.assert('tag', data, { force });
  return makePlannedTask(ctx, task);
}

export interface MoveAllRequest {
  readonly fromTag: NameOrId;
  readonly tag: NameOrId;
  readonly package: NameOrId;
  readonly force: TaskFlag;
}

/**
 * Asks for all builds of a package to be moved, oldest first: one task for each, which waits for the one before it.
 * Returns the ids of the tasks.
 */
export async function requestMoveOfAll(ctx: Context, request: MoveAllRequest): Promise<number[]> {
  const pkg = await lookupNameStrictly(ctx, 'package', request.package);
  const from = await lookupNameStrictly(ctx, 'tag', request.fromTag);
  const to = await lookupNameStrictly(ctx, 'tag', request.tag);
  const { holds: force, given } = request.force;
  const named = { id: pkg.id, name: pythonStr(request.package) };
  await assertPackageListed(ctx, to.id, named, { where: faultText`tag ${request.tag}`, force });
  await assertTagAccess(ctx, from.id, { force });
  await assertTagAccess(ctx, to.id, { force });
  const builds = (await readTaggedBuilds(ctx, from.id, { package: pkg.name })).values().reverse();
  for (const { id } of builds) {
    await ctx.policy.assert('tag', {
      tag: request.tag,
      fromtag: request.fromTag,
      operation: 'move',
      build: id,
    });
  }
  const tasks: number[] = [];
  for (const { id } of builds) {
    const subtask = ['tagBuild', [to.id, id, given, from.id], { priority: 15 }];
    tasks.push(await makeTask(ctx, 'dependantTask', [tasks.slice(-1), [subtask]]));
  }
  return tasks;
}
