import { isFinished, parseTaskParams, TASK_STATES } from '@kojikit/protocol';
import { getChannel, getHost, readHosts } from '../hosts/index.js';
import { activeRequests } from '../repos/index.js';
import type { Context } from '../ground/context.js';
import { findTag } from '../tags/index.js';
import { getTask, readChildren, type TaskInfo } from '../tasks/index.js';
import { explainWaiting, type WaitReason } from './explain-waiting.js';
import { isSilent, planLimits } from './host-load.js';
import { readActiveTasks, readFreeTasks, readSchedulableHosts } from './read-situation.js';
import { readRefusals } from './refusals.js';
import { nameOrId } from '../readers/index.js';

/**
 * Why a task waits: for a host, or for other tasks that do. Empty for a task that works or has ended. Reads only.
 * Throws GenericError `query returned no rows` for an unknown task.
 */
export async function taskWaitReasons(ctx: Context, id: number): Promise<WaitReason[]> {
  return reasonsOf(ctx, await getTask(ctx, id, { request: true }), new Set());
}

async function reasonsOf(ctx: Context, task: TaskInfo, seen: Set<number>): Promise<WaitReason[]> {
  if (seen.has(task.id)) return [];
  seen.add(task.id);
  if (task.state === TASK_STATES.FREE) return reasonsOfFree(ctx, task);
  if (task.state === TASK_STATES.ASSIGNED) return reasonsOfAssigned(ctx, task);
  if (task.state !== TASK_STATES.OPEN) return [];
  const { others, reasons } = await awaitedBy(ctx, task);
  for (const other of others) {
    for (const { code, text } of await reasonsOf(ctx, other, seen)) {
      reasons.push({ code, text: `task ${other.id} (${other.method}): ${text}` });
    }
  }
  return reasons;
}

async function reasonsOfFree(ctx: Context, task: TaskInfo): Promise<WaitReason[]> {
  const now = Date.now() / 1000;
  const freeTasks = await readFreeTasks(ctx);
  const enabled = await readSchedulableHosts(ctx);
  const silent = enabled.filter((host) => isSilent(host, ctx.config.ReadyTimeout, now));
  const hosts = enabled.map((host) => (silent.includes(host) ? { ...host, ready: false } : host));
  const disabled = await readHosts(ctx, { channel: task.channel_id, enabled: false });
  return explainWaiting(
    { id: task.id, channelId: task.channel_id, arch: task.arch, weight: task.weight?.value ?? 1 },
    {
      hosts,
      freeTasks,
      activeTasks: await readActiveTasks(ctx),
      refusals: (await readRefusals(ctx, now)).refusals,
      channel: await getChannel(ctx, task.channel_id),
      disabledHosts: disabled.map(({ name, arches }) => ({
        name,
        arches: (arches ?? '').split(/\s+/).filter(Boolean),
      })),
      silent: new Set(silent.map(({ id }) => id)),
      method: task.method,
    },
    planLimits(ctx.config),
  );
}

async function reasonsOfAssigned(ctx: Context, task: TaskInfo): Promise<WaitReason[]> {
  if (task.host_id === null) return [];
  const { name } = await getHost(ctx, task.host_id);
  return [{ code: 'assigned', text: `${name} has been given the task and has not started it yet` }];
}

/* Subtasks, and for a task that waits for a repo the task that makes it, which is nobody's subtask. */
async function awaitedBy(
  ctx: Context,
  task: TaskInfo,
): Promise<{ others: TaskInfo[]; reasons: WaitReason[] }> {
  const children = task.waiting ? await readChildren(ctx, task.id, { request: true }) : [];
  const others = children.filter(({ state }) => !isFinished(state));
  const reasons: WaitReason[] = [];
  if (task.method !== 'waitrepo') return { others, reasons };
  const tag = await findTag(ctx, nameOrId(parseTaskParams(task.method, task.request ?? [])['tag']));
  for (const request of tag === undefined ? [] : await activeRequests(ctx, tag.id)) {
    if (request.task_id !== null) others.push(await getTask(ctx, request.task_id, { request: true }));
    else {
      const text = `the request ${request.id} for a repo of ${request.tag_name} has no task yet`;
      reasons.push({ code: 'repo_queued', text });
    }
  }
  return { others, reasons };
}
