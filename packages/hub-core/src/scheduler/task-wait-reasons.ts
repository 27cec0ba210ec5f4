import { GenericError, TASK_STATES, type TreeTask } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { policyDataOfRequest, readTaskTrees } from '../tasks/index.js';
import { awaitedTasks, type Awaiting } from './awaited-tasks.js';
import { explainWaiting, type WaitReason } from './explain-waiting.js';
import { isSilent, planLimits } from './host-load.js';
import { readListeners, readQueue, type Listeners, type Queue } from './read-waiting.js';

/** Most tasks that a task waits for and that are explained: of a thousand most wait for the same. */
const MOST_EXPLAINED = 20;

/**
 * Why a task waits: for a host, or for other tasks that do, of which 20 are explained and the others counted. Empty for a
 * task that works or has ended. Reads only. Throws GenericError `query returned no rows` for an unknown task.
 */
export async function taskWaitReasons(ctx: Context, id: number): Promise<WaitReason[]> {
  const tree = await readTaskTrees(ctx, [id], { files: false });
  const task = tree.find((one) => one.id === id);
  if (task === undefined) throw new GenericError('query returned no rows');
  return treeWaitReasons(ctx, task, tree);
}

/**
 * {@link taskWaitReasons} of a task whose tree is known: in as many queries for many tasks as for one, two for free tasks
 * and two for those that wait for a repo. What the policy says of a channel is told of the first task that it holds for.
 */
export async function treeWaitReasons(
  ctx: Context,
  task: TreeTask,
  tree: readonly TreeTask[],
): Promise<WaitReason[]> {
  const awaited = await awaitedTasks(ctx, task, tree);
  const free = awaited.filter(({ task: { state } }) => state === TASK_STATES.FREE).map((one) => one.task);
  const situation = free.length === 0 ? undefined : await readSituation(ctx, free);
  const own = new Map(awaited.map((one) => [one.task.id, ownReasons(ctx, one, situation)]));
  const misplaced = free.find(({ id }) => own.get(id)?.some(({ code }) => OF_CHANNEL.has(code)));
  const rule = misplaced && (await channelRule(ctx, misplaced));
  if (rule !== undefined) own.get(misplaced!.id)!.push(rule);
  return throughOthers(task.id, new Map(awaited.map((one) => [one.task.id, one])), own, new Set());
}

/* Each task once: it may be waited for by several. */
function throughOthers(
  id: number,
  awaited: ReadonlyMap<number, Awaiting>,
  own: ReadonlyMap<number, readonly WaitReason[]>,
  seen: Set<number>,
): WaitReason[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const reasons = [...(own.get(id) ?? [])];
  let more = 0;
  for (const other of awaited.get(id)?.others ?? []) {
    if (seen.size > MOST_EXPLAINED && !seen.has(other.id)) {
      more += 1;
      continue;
    }
    for (const { code, text, about = [] } of throughOthers(other.id, awaited, own, seen)) {
      reasons.push({
        code,
        text: `task ${other.id} (${other.method}): ${text}`,
        about: [{ kind: 'task', id: other.id, name: String(other.id) }, ...about],
      });
    }
  }
  if (more > 0)
    reasons.push({ code: 'more_tasks', text: `it waits for ${more} more ${more === 1 ? 'task' : 'tasks'}` });
  return reasons;
}

interface Situation extends Queue, Listeners {
  readonly silent: ReadonlySet<number>;
}

async function readSituation(ctx: Context, free: readonly TreeTask[]): Promise<Situation> {
  const now = Date.now() / 1000;
  const ids = free.map(({ id }) => id);
  const queue = await readQueue(ctx, ids, now);
  const { channels, hosts } = await readListeners(ctx);
  const silent = new Set(
    hosts.filter((host) => isSilent(host, ctx.config.ReadyTimeout, now)).map(({ id }) => id),
  );
  return {
    ...queue,
    channels,
    hosts: hosts.map((host) => (silent.has(host.id) ? { ...host, ready: false } : host)),
    silent,
  };
}

function ownReasons(ctx: Context, awaiting: Awaiting, situation: Situation | undefined): WaitReason[] {
  const { task, requests } = awaiting;
  if (task.state === TASK_STATES.ASSIGNED) return reasonsOfAssigned(task);
  if (task.state !== TASK_STATES.FREE) return reasonsOfRepo(requests);
  const channel = situation?.channels.get(task.channel_id);
  if (situation === undefined || channel === undefined) return [];
  return explainWaiting(
    { id: task.id, channelId: task.channel_id, arch: task.arch, weight: Number(task.weight ?? 1) },
    { ...situation, channel, disabledHosts: channel.disabledHosts, method: task.method },
    planLimits(ctx.config),
  );
}

function reasonsOfAssigned({ host_id: id, host_name: name }: TreeTask): WaitReason[] {
  if (id === null || name === null) return [];
  const text = `${name} has been given the task and has not started it yet`;
  return [{ code: 'assigned', text, about: [{ kind: 'host', id, name }] }];
}

function reasonsOfRepo(requests: Awaiting['requests']): WaitReason[] {
  return requests.flatMap(
    ({ tag_id: id, tag_name: name, request_id: request, task_id: task }): WaitReason[] => {
      const place = { kind: 'tag' as const, id, name };
      if (request === null) {
        const text = `it waits for a repo of ${name}, which nobody has asked for`;
        return [{ code: 'repo_not_requested', text, about: [place] }];
      }
      if (task !== null) return [];
      const text = `the request ${request} for a repo of ${name} has no task yet`;
      const about = [{ kind: 'request' as const, id: request, name: String(request) }, place];
      return [{ code: 'repo_queued', text, about }];
    },
  );
}

/* Reasons that no waiting cures, and that come of where the task was sent. */
const OF_CHANNEL: ReadonlySet<string> = new Set(['no_host_in_channel', 'no_host_of_arch']);

/* The rule of the policy that sends such a task to its channel. Another one may have done so when it was made. */
async function channelRule(ctx: Context, task: TreeTask): Promise<WaitReason | undefined> {
  const name = task.channel_name ?? '';
  const data = await policyDataOfRequest(ctx, task.method, task.request ?? []).catch(() => ({}));
  const facts = { method: task.method, arch: task.arch, parent: task.parent, label: task.label };
  const owner = { owner: task.owner, user_id: task.owner };
  const decision = await ctx.policy.evaluate('channel', { ...facts, ...owner, ...data });
  if (decision === undefined || decision.action !== `use ${name}`) return undefined;
  const shown = task.owner === ctx.session.userId || (await ctx.policy.mayReadRules());
  const says = shown ? `the rule "${decision.rule}" of the policy channel` : 'the policy channel';
  return {
    code: 'channel_policy',
    text: `${says} sends such tasks to ${name}`,
    about: [{ kind: 'channel', id: task.channel_id, name }],
  };
}
