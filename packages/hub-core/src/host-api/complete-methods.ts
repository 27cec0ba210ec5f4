import { hostOnly } from '../auth/access.js';
import { buildWithId, withMaven, withWindows } from '../build-types/index.js';
import { flag, integer, later, listOf, unlessEmpty, wireValue } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { ownTask } from './own-task.js';
import { completeMavenBuild } from './complete-maven-build.js';
import { lockInProgress } from './complete-typed-build.js';
import { completeWinBuild } from './complete-win-build.js';
import { completeImageBuild, importImages } from './import-image.js';
import { imageResults, mavenResults, taskWrapper, windowsResults } from './readers/build-results.js';
import { mavenFileList } from './readers/maven-file-list.js';
import { updateMavenBuildroot } from './update-maven-buildroot.js';

/** What builders tell of Maven, Windows and image builds that are made. */
export const hostCompleteMethods: Method[] = [
  method('host.completeMavenBuild', {
    params: {
      task_id: integer,
      build_id: integer,
      maven_results: later(mavenResults),
      rpm_results: later(unlessEmpty(taskWrapper)),
    },
    access: withMaven(hostOnly),
    doc: 'Completes a Maven build with what the tasks below its own have made.',
    handler: async (ctx, { task_id: id, build_id: buildId, maven_results: results, rpm_results: rpms }) => {
      await completeMavenBuild(ctx, { taskId: await ownTask(ctx, id), buildId }, results, rpms);
      return null;
    },
  }),
  method('host.completeWinBuild', {
    params: {
      task_id: integer,
      build_id: integer,
      results: later(windowsResults),
      rpm_results: later(unlessEmpty(taskWrapper)),
    },
    access: withWindows(hostOnly),
    doc: 'Completes a Windows build with what the tasks below its own have made.',
    handler: async (ctx, { task_id: id, build_id: buildId, results, rpm_results: rpms }) => {
      await completeWinBuild(ctx, { taskId: await ownTask(ctx, id), buildId }, results, rpms);
      return null;
    },
  }),
  method('host.completeImageBuild', {
    params: { task_id: integer, build_id: integer, results: later(imageResults) },
    access: hostOnly,
    doc: 'Completes an image build with what the tasks below its own have made; failed tasks are passed over.',
    handler: async (ctx, { task_id: id, build_id: buildId, results }) => {
      await completeImageBuild(ctx, { taskId: await ownTask(ctx, id), buildId }, results);
      return null;
    },
  }),
  method('host.importImage', {
    params: { task_id: integer, build_info: buildWithId, results: imageResults },
    access: hostOnly,
    doc: 'Imports images into a build in progress of a task of the builder, which stays in progress.',
    handler: async (ctx, { task_id: id, build_info: build, results }) => {
      const taskId = await ownTask(ctx, id);
      if (results.length === 0) return null;
      await importImages(ctx, taskId, await lockInProgress(ctx, taskId, build.id), results);
      return null;
    },
  }),
  method('host.updateMavenBuildRootList', {
    params: {
      brootid: integer,
      task_id: integer,
      mavenlist: later(mavenFileList),
      ignore: optional(later(unlessEmpty(mavenFileList))),
      project: flag(false),
      ignore_unknown: flag(false),
      extra_deps: optional(unlessEmpty(listOf(wireValue))),
    },
    access: withMaven(hostOnly),
    doc: 'Notes which Maven artifacts were used in a buildroot. Each must be of its tag, of extra_deps or of ignore.',
    handler: async (ctx, { brootid, task_id: task, ...list }) => {
      await updateMavenBuildroot(ctx, brootid, task, {
        used: list.mavenlist,
        ignored: () => list.ignore?.() ?? [],
        extra: list.extra_deps ?? [],
        project: list.project,
        ignoreUnknown: list.ignore_unknown,
      });
      return null;
    },
  }),
];
