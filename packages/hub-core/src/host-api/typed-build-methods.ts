import { BUILD_STATES, type TypedBuild, type TypedBuildInfo } from '@kojikit/protocol';
import { hostOnly } from '../auth/access.js';
import {
  addImageInfo,
  addMavenInfo,
  addWinInfo,
  mavenInfo,
  winInfo,
  withMaven,
  withWindows,
} from '../build-types/index.js';
import { newBuild, newBuildInfo, nextRelease } from '../builds/index.js';
import { integer, later, storedText, struct, type Members } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { method, type Method } from '../rpc/method.js';
import { getTask } from '../tasks/index.js';
import { ownTask } from './own-task.js';

/** What builders tell of the Maven, Windows and image builds that they make. */
export const hostTypedBuildMethods: Method[] = [
  method('host.initMavenBuild', {
    params: { task_id: integer, build_info: struct, maven_info: later(mavenInfo) },
    access: withMaven(hostOnly),
    doc: 'Begins a Maven build of the next release for a task of the builder. Returns what is known of it.',
    handler: async (ctx, { task_id: id, build_info: info, maven_info: maven }) => {
      const data = await begin(ctx, id, { ...info, release: null });
      await addMavenInfo(ctx, data, maven());
      return data;
    },
  }),
  method('host.initWinBuild', {
    params: { task_id: integer, build_info: struct, win_info: later(winInfo) },
    access: withWindows(hostOnly),
    doc: 'Begins a Windows build for a task of the builder. Returns what is known of it.',
    handler: async (ctx, { task_id: id, build_info: info, win_info: win }) => {
      const data = await begin(ctx, id, info);
      await addWinInfo(ctx, data, win());
      return data;
    },
  }),
  method('host.initImageBuild', {
    params: { task_id: integer, build_info: struct },
    access: hostOnly,
    doc: 'Begins an image build for a task of the builder, of the next release if none is given.',
    handler: async (ctx, { task_id: id, build_info: info }) => {
      const data = await begin(ctx, id, info);
      await addImageInfo(ctx, data);
      return data;
    },
  }),
];

/* What the builder gave, with what the hub made of it. */
async function begin(ctx: Context, taskId: number, info: Members): Promise<TypedBuild> {
  const { owner } = await getTask(ctx, await ownTask(ctx, taskId));
  const given = newBuildInfo({ ...info, release: info['release'] ?? '' });
  const release = given.release || (await nextRelease(ctx, { ...given, name: given.name ?? null }, 1));
  const state = BUILD_STATES.BUILDING;
  const source = storedText('build', 'source')(info['source'] ?? null);
  const started = { task_id: taskId, owner, state, completion_time: null };
  const id = await newBuild(ctx, { ...given, ...started, release, source });
  return { ...(info as unknown as TypedBuildInfo), release, ...started, id };
}
