import { BUILD_STATES } from '@kojikit/protocol';
import { hostOnly } from '../auth/access.js';
import { markType, withMaven } from '../build-types/index.js';
import { failBuild, initialBuild, newBuild, type InitialBuild } from '../builds/index.js';
import {
  buildrootMap,
  importBuild,
  importWrapper,
  wrapperResults,
  logFiles,
  moveToScratch,
  NO_LOGS,
} from '../imports/index.js';
import { buildRef, checkedText, emptyOr, flag, integer, listOf, nameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { tagForTask } from '../tagging/index.js';
import { getTask } from '../tasks/index.js';
import { ownTask } from './own-task.js';

/** What builders tell of the builds of RPMs that they make. */
export const hostBuildMethods: Method[] = [
  method('host.initBuild', {
    params: { data: initialBuild },
    access: hostOnly,
    doc: 'Begins a build for a task of the builder, so that its name is taken. Returns the id of the build.',
    handler: (ctx, { data }) => initBuild(ctx, data),
  }),
  method('host.completeBuild', {
    params: {
      task_id: integer,
      build_id: integer,
      srpm: checkedText,
      rpms: listOf(checkedText),
      brmap: optional(buildrootMap),
      logs: optional(logFiles),
    },
    access: hostOnly,
    doc: 'Completes a build with the files that its tasks have uploaded, and returns it. brmap says what was built where.',
    handler: async (ctx, { task_id: id, build_id: buildId, srpm, rpms, brmap, logs }) => {
      const taskId = await ownTask(ctx, id);
      const contents = { srpm, rpms, buildroots: brmap ?? new Map(), logs: logs ?? NO_LOGS };
      const build = await importBuild(ctx, taskId, buildId, contents);
      await ctx.emit('kojikitBuildEnded', { build, taskId });
      return build;
    },
  }),
  method('host.failBuild', {
    params: { task_id: integer, build_id: integer },
    access: hostOnly,
    doc: 'Says that a build in progress has failed.',
    handler: async (ctx, { task_id: id, build_id: buildId }) => {
      await failBuild(ctx, await ownTask(ctx, id), buildId);
      return null;
    },
  }),
  method('host.moveBuildToScratch', {
    params: {
      task_id: integer,
      srpm: checkedText,
      rpms: listOf(checkedText),
      logs: optional(logFiles),
    },
    access: hostOnly,
    doc: 'Keeps the files of a scratch build of a task of the builder; nothing is imported.',
    handler: async (ctx, { task_id: id, srpm, rpms, logs }) => {
      await moveToScratch(ctx, await ownTask(ctx, id), { srpm, rpms, logs: logs ?? NO_LOGS });
      return null;
    },
  }),
  method('host.importWrapperRPMs', {
    params: { task_id: integer, build_id: integer, rpm_results: wrapperResults },
    access: withMaven(hostOnly),
    doc: 'Imports the RPMs that wrap a complete build which has none so far.',
    handler: async (ctx, { task_id: id, build_id: buildId, rpm_results: results }) => {
      await importWrapper(ctx, await ownTask(ctx, id), buildId, results);
      return null;
    },
  }),
  method('host.tagBuild', {
    params: {
      task_id: integer,
      tag: nameOrId,
      build: buildRef,
      force: flag(false),
      fromtag: optional(emptyOr(nameOrId)),
    },
    access: hostOnly,
    doc: "Tags a build, or moves it from another tag, in the name of the owner of the builder's task.",
    handler: async (ctx, { task_id: id, tag, build, force, fromtag }) => {
      await tagForTask(ctx, await ownTask(ctx, id), { tag, build, force, fromTag: fromtag });
      return null;
    },
  }),
];

async function initBuild(ctx: Context, data: InitialBuild): Promise<number> {
  const taskId = await ownTask(ctx, data.task_id);
  const { owner } = await getTask(ctx, taskId);
  const state = BUILD_STATES.BUILDING;
  const id = await newBuild(ctx, { ...data, owner, state, completion_time: null });
  await markType(ctx, { id }, 'rpm');
  return id;
}
