import { parseTaskParams, TASK_STATES } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { readHosts } from '../hosts/index.js';
import { emptyOr, nameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { buildConfig, findTag } from '../tags/index.js';
import { findTarget } from '../targets/index.js';
import { getTask, type TaskInfo } from '../tasks/index.js';
import { setRefusal } from './refusals.js';

/** Where tasks that may run on any arch, but build for the arches of a tag, name that tag. */
const TAG_PARAMETERS: Readonly<Record<string, string>> = {
  buildMaven: 'build_tag',
  buildSRPMFromSCM: 'build_tag',
  rebuildSRPM: 'build_tag',
  buildArch: 'root',
};

/**
 * Keeps a noarch build task away from the hosts of its channel that have none of the build tag's arches: they could not
 * make its buildroot. What cannot be worked out is logged; the task is made all the same.
 */
export async function refuseForArch(ctx: Context, taskId: number): Promise<void> {
  try {
    await ctx.db.savepoint(() => refuse(ctx, taskId));
  } catch (error) {
    ctx.log.error({ err: error, task: taskId }, 'cannot work out which hosts are of use to a task');
  }
}

async function refuse(ctx: Context, taskId: number): Promise<void> {
  const task = await getTask(ctx, taskId, { request: true });
  if (task.state !== TASK_STATES.FREE && task.state !== TASK_STATES.ASSIGNED) return;
  const tagInfo = await buildTag(ctx, task);
  const tag = tagInfo === undefined ? undefined : await findTag(ctx, nameOrId(tagInfo));
  if (tag === undefined) return;
  const { arches } = await buildConfig(ctx, tag.id, null);
  const wanted = new Set((arches ?? '').split(/\s+/).filter(Boolean).map(canonArch));
  if (wanted.size === 0) return;
  for (const host of await readHosts(ctx, { channel: task.channel_id, enabled: true })) {
    const able = (host.arches ?? '').split(/\s+/).some((arch) => wanted.has(arch));
    if (able) continue;
    await setRefusal(ctx, {
      taskId,
      hostId: host.id,
      soft: false,
      byHost: false,
      msg: 'automatic arch refusal',
    });
  }
}

/** Whether a new task is of a kind that {@link refuseForArch} looks at. */
export function needsArchCheck({ arch, method }: Partial<Pick<TaskInfo, 'arch' | 'method'>>): boolean {
  return arch === 'noarch' && (method === 'wrapperRPM' || Object.hasOwn(TAG_PARAMETERS, String(method)));
}

async function buildTag(ctx: Context, task: TaskInfo): Promise<unknown> {
  const params = parseTaskParams(task.method, task.request ?? []);
  if (task.method !== 'wrapperRPM') return params[TAG_PARAMETERS[task.method]!];
  return (await findTarget(ctx, emptyOr(nameOrId)(params['build_target'])))?.build_tag;
}
